package coffee.system.chaos;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Every call, in a file of JSON lines and in memory. */
final class History implements AutoCloseable {

    private final BufferedWriter file;
    private final List<Call> calls = new ArrayList<>();

    History(Path file) throws IOException {
        this.file = Files.newBufferedWriter(file);
    }

    synchronized Call add(Request request, Instant sent, long sentNanos, Call.Outcome outcome) {
        Call call = new Call(calls.size() + 1L, request, sent, Instant.now(), sentNanos, System.nanoTime(), outcome);
        calls.add(call);
        try {
            file.write(JsonMapper.shared().writeValueAsString(call.line()));
            file.newLine();
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        return call;
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
