package coffee.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A process that {@code ./coffee} started, by the id that it wrote down. The file is read each time: a new start is a new id. */
public final class RunningProcess {

    private static final long LONGEST_MINUTES = 4;
    private static final double KB_IN_MB = 1024;

    private final String name;
    private final Path file;

    RunningProcess(String name, Path file) {
        this.name = name;
        this.file = file;
    }

    /** Lets it end in good order, and returns when it has. */
    public void stop() {
        try {
            ProcessHandle process = handle();
            signal("TERM");
            process.onExit().get(LONGEST_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(name + " does not end", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Freezes it where it stands: alive, its port open, and silent. */
    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(id())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException(name + " does not take the signal " + signal);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** What it holds of the machine's memory. */
    public double residentMb() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + id() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / KB_IN_MB)
                    .sum();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Dies at once, and what it has begun stays as it is. */
    void kill() {
        handle().destroyForcibly();
    }

    private ProcessHandle handle() {
        return ProcessHandle.of(id()).orElseThrow();
    }

    private long id() {
        try (Scanner words = new Scanner(file, UTF_8)) {
            return words.nextLong();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
