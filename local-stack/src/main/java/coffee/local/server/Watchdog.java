package coffee.local.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A shell that sleeps on a pipe which only we hold open. When we die, however hard, the pipe ends and it clears away what we left; when we
 * leave in good order we tell it so first.
 */
public final class Watchdog implements AutoCloseable {

    private static final String SCRIPT =
            "trap '' INT HUP QUIT TERM; read -r word; [ \"$word\" = done ] || exec \"$@\" </dev/null";

    private final Process shell;

    /** @param classPath where {@link Leftovers} is found, also when the build has moved on meanwhile */
    public Watchdog(String classPath, Path run) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "coffee-watchdog"));
        command.addAll(Binaries.java(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                Leftovers.class.getName(),
                run.toString()));
        try {
            shell = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException failed) {
            throw new StackFailure("cannot start the watchdog: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        try (var pipe = shell.getOutputStream()) {
            pipe.write("done\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException alreadyGone) {
            throw new UncheckedIOException(alreadyGone);
        }
    }
}
