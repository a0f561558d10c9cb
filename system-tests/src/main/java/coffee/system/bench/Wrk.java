package coffee.system.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** As many requests as the server takes, from a fixed number of callers that each wait for their answer. */
final class Wrk {

    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Path scripts;

    Wrk(Path folder) throws IOException {
        this.scripts = Files.createDirectories(folder.resolve("wrk"));
    }

    static boolean isInstalled() {
        try {
            Process version = new ProcessBuilder("wrk", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            version.waitFor();
            return true;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Load get(String url, int callers, Duration time) {
        return run(script(), url, callers, time, List.of());
    }

    /** @param customers orders come from this many, beginning with the first */
    Load order(String url, int callers, Duration time, int firstCustomer, int customers, int menus) {
        return run(
                script("order.lua"),
                url,
                callers,
                time,
                List.of(
                        "bench-" + System.nanoTime(),
                        String.valueOf(firstCustomer),
                        String.valueOf(customers),
                        String.valueOf(menus)));
    }

    private Path script(String... parts) {
        StringBuilder lua = new StringBuilder();
        for (String part : parts) {
            lua.append(resource(part));
        }
        try {
            return Files.writeString(
                    scripts.resolve(String.join("-", parts) + "done.lua"), lua.append(resource("done.lua")));
        } catch (IOException failed) {
            throw new BenchFailure("cannot write a script for wrk: " + failed.getMessage(), failed);
        }
    }

    private static String resource(String name) {
        try (InputStream in = requireNonNull(Wrk.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException failed) {
            throw new BenchFailure("cannot read " + name, failed);
        }
    }

    private static Load run(Path script, String url, int callers, Duration time, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                "wrk",
                "-t1",
                "-c" + callers,
                "-d" + time.toSeconds() + "s",
                "--timeout",
                "10s",
                "-s",
                script.toString(),
                url,
                "--"));
        command.addAll(arguments);
        try {
            Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(wrk.getInputStream().readAllBytes(), UTF_8);
            if (!wrk.waitFor(time.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS) || wrk.exitValue() != 0) {
                throw new BenchFailure("wrk failed: " + said);
            }
            return Load.parse(said);
        } catch (IOException failed) {
            throw new BenchFailure("wrk cannot be run: " + failed.getMessage(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("stopped", stopped);
        }
    }

    /** What came of it. Latencies are those of callers who wait: under a saturating load they measure the queue. */
    record Load(double perSecond, double medianMs, double p99Ms) {

        private static final double MICROS_IN_SECOND = 1e6;
        private static final double MICROS_IN_MS = 1e3;

        static Load parse(String said) {
            long[] numbers = said.lines()
                    .filter(line -> line.startsWith("DONE "))
                    .findFirst()
                    .map(line -> List.of(line.split(" ", -1)).stream()
                            .skip(1)
                            .mapToLong(Long::parseLong)
                            .toArray())
                    .orElseThrow(() -> new BenchFailure("wrk did not come to its end: " + said));
            if (numbers[2] + numbers[3] > 0) {
                throw new BenchFailure(
                        numbers[2] + " requests were refused and " + numbers[3] + " broke off: no figure from that");
            }
            return new Load(
                    numbers[0] / (numbers[1] / MICROS_IN_SECOND), numbers[4] / MICROS_IN_MS, numbers[5] / MICROS_IN_MS);
        }
    }
}
