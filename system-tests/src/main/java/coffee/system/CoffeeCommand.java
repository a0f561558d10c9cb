package coffee.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs {@code ./coffee} as it is run once everything is built. */
final class CoffeeCommand {

    private static final long LONGEST_MINUTES = 4;

    private final Path root =
            Path.of(System.getProperty("coffee.root", "..")).toAbsolutePath().normalize();
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final AtomicInteger runs = new AtomicInteger();

    CoffeeCommand(Path folder, Map<Part, Integer> ports) {
        this.folder = folder;
        set("COFFEE_LOCAL_DIR", folder.toString());
        ports.forEach((part, port) -> set("COFFEE_PORT_" + part, Integer.toString(port)));
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    Said run(String... arguments) {
        // Beside the folder, which is not there before the first start.
        Path screen = folder.resolveSibling(folder.getFileName() + "." + runs.incrementAndGet() + ".screen");
        ProcessBuilder builder =
                new ProcessBuilder(words(arguments)).redirectErrorStream(true).redirectOutput(screen.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(arguments[0] + " takes too long: " + Files.readString(screen));
            }
            Said said = new Said(process.exitValue(), Files.readString(screen));
            Files.delete(screen);
            return said;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private List<String> words(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcoffee.root=" + root,
                "-cp",
                root.resolve("local-stack/target/local-stack.jar").toString(),
                "coffee.local.Main"));
        words.addAll(List.of(arguments));
        return words;
    }
}
