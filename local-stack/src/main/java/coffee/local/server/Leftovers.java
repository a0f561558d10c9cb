package coffee.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Processes of a stack that died without stopping them. */
public final class Leftovers {

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);

    private Leftovers() {}

    /** What the watchdog runs. Where a new stack has taken the lock meanwhile, clearing is its business. */
    public static void main(String[] arguments) throws IOException {
        Path run = Path.of(arguments[0]);
        Optional<RunLock> lock = RunLock.tryOn(run);
        if (lock.isPresent()) {
            try (RunLock _ = lock.get()) {
                clear(run);
            }
        }
    }

    /** Ends every process that a pid file names, politely first, and returns their names. */
    public static List<String> clear(Path run) throws IOException {
        List<String> cleared = new ArrayList<>();
        List<ProcessHandle> ending = new ArrayList<>();
        for (Path path : pidFiles(run)) {
            Optional<ProcessHandle> process = new PidFile(path).process();
            if (process.isPresent()) {
                cleared.add(path.getFileName().toString().replace(".pid", ""));
                ending.add(process.get());
                process.get().destroy();
            }
        }
        awaitAll(ending);
        for (Path path : pidFiles(run)) {
            new PidFile(path).delete();
        }
        return cleared;
    }

    private static void awaitAll(List<ProcessHandle> ending) {
        CompletableFuture<?> all = CompletableFuture.allOf(
                ending.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new));
        all.completeOnTimeout(null, ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        ending.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        ending.forEach(process -> process.onExit()
                .orTimeout(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .join());
    }

    private static List<Path> pidFiles(Path run) throws IOException {
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(file -> file.toString().endsWith(".pid"))
                    .sorted()
                    .toList();
        }
    }
}
