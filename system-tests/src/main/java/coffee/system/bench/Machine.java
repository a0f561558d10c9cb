package coffee.system.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What it was measured on. */
final class Machine {

    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final double KB_IN_GB = 1024.0 * 1024;

    private Machine() {}

    static String describe() {
        return String.format(
                Locale.ROOT,
                "%d cores (%s)%s, %s %s, Java %s; load, databases, Kafka and both services share them.",
                Runtime.getRuntime().availableProcessors(),
                value(CPU, "model name").orElse(System.getProperty("os.arch")),
                value(MEMORY, "MemTotal").map(Machine::gigabytes).orElse(""),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.version());
    }

    private static String gigabytes(String kilobytes) {
        return String.format(Locale.ROOT, ", %.0f GB", Long.parseLong(kilobytes.split(" ", 2)[0]) / KB_IN_GB);
    }

    private static Optional<String> value(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }
}
