package coffee.system.chaos;

import coffee.system.chaos.Nemesis.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What came of a run.
 *
 * @param timing how long what took, in lines
 */
record Report(ChaosOptions options, List<Done> done, Sightings sightings, List<Finding> findings, List<String> timing) {

    boolean holds() {
        return findings.stream().allMatch(Finding::holds);
    }

    String verdict() {
        long broken = findings.stream().filter(finding -> !finding.holds()).count();
        return holds()
                ? "Seed " + options.seed() + ": all " + findings.size() + " claims hold."
                : "Seed " + options.seed() + ": " + broken + " of " + findings.size() + " claims are BROKEN. Again: "
                        + options.command();
    }

    String words() {
        return findings.stream().map(Finding::words).collect(Collectors.joining("\n")) + "\n\n"
                + sightings.counts().entrySet().stream()
                        .map(count -> String.format(Locale.ROOT, "%8d  %s", count.getValue(), count.getKey()))
                        .collect(Collectors.joining("\n"))
                + "\n\n" + String.join("\n", timing) + "\n\n" + verdict();
    }

    void write(Path file) throws IOException {
        String faults = done.stream()
                .sorted(Comparator.comparing(Done::from))
                .map(Report::row)
                .collect(Collectors.joining());
        Files.writeString(file, """
                # Chaos with seed %d

                %s

                Replay: `%s`

                ## Claims, and what was seen

                ```
                %s
                ```

                ## What went wrong on purpose

                | from (s) | to (s) | what | effect |
                | ---: | ---: | --- | --- |
                %s""".formatted(options.seed(), verdict(), options.command(), words(), faults));
    }

    private static String row(Done done) {
        return String.format(
                Locale.ROOT,
                "| %.1f | %.1f | %s | %s |%n",
                done.from().toMillis() / 1e3,
                done.to().toMillis() / 1e3,
                done.step().fault().words(),
                done.hadEffect() ? done.effect().replace('\n', ' ').replace("|", "/") : "none");
    }
}
