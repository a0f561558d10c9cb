package coffee.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Names a process by its id and the time it started, so that another one that got the same id later is never taken for it. */
public record PidFile(Path path) {

    /** The kernel's clock of process starts is coarse, and drifts a little against the wall clock. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    private static final int FIELDS = 2;

    public void write(ProcessHandle process) throws IOException {
        Instant started = process.info().startInstant().orElse(Instant.EPOCH);
        Path whole = path.resolveSibling(path.getFileName() + ".new");
        Files.writeString(whole, process.pid() + " " + started.toEpochMilli() + "\n");
        Files.move(whole, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    public void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    /** The process that was written down, where it still lives. A file that cannot be read names nobody. */
    public Optional<ProcessHandle> process() throws IOException {
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        List<String> fields = List.of(Files.readString(path).strip().split(" ", FIELDS));
        if (fields.size() != FIELDS || !fields.stream().allMatch(field -> field.matches("\\d{1,18}"))) {
            return Optional.empty();
        }
        Instant started = Instant.ofEpochMilli(Long.parseLong(fields.getLast()));
        return ProcessHandle.of(Long.parseLong(fields.getFirst()))
                .filter(ProcessHandle::isAlive)
                .filter(process -> !isZombie(process))
                .filter(process -> process.info()
                        .startInstant()
                        .map(start -> Duration.between(start, started).abs().compareTo(SAME_START) < 0)
                        .orElse(false));
    }

    /** A dead process whose parent has not asked for it yet still counts as alive, but runs no program any more. */
    private static boolean isZombie(ProcessHandle process) {
        return process.info().command().isEmpty();
    }
}
