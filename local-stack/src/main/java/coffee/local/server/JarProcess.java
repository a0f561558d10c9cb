package coffee.local.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program of one plain jar, as a JVM of its own.
 *
 * @param jar what the build made
 * @param copy what runs: a build that goes on meanwhile must not write into a jar that is in use
 * @param options of the JVM, and the main class
 * @param ready answers 200 when it can be used
 */
public record JarProcess(
        Path jar, Path copy, List<String> options, int port, Map<String, String> environment, URI ready)
        implements Program {

    @Override
    public void prepare(Errands errands) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new StackFailure(jar + " is missing: the project is not built");
        }
        Path aside = copy.resolveSibling(copy.getFileName() + ".new");
        Files.copy(jar, aside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(aside, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public List<String> command() {
        Stream<String> ours = Stream.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-cp", copy.toString());
        return Binaries.java(Stream.concat(ours, options.stream()).toArray(String[]::new));
    }

    @Override
    public boolean answers() {
        return Probe.httpAnswersOk(ready);
    }
}
