package coffee.system.bench;

import coffee.system.CoffeeSystem;
import coffee.system.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./coffee bench}: all figures from one command, on one machine, in one run. */
public final class Bench {

    private static final int FAILED = 1;
    private static final int WRONG_ARGUMENTS = 2;

    private static final List<Section> SECTIONS =
            List.of(new Orders(), new Latency(), new Platform(), new Relay(), new Reads(), new Soak());
    /** Ten minutes by itself: only where it is asked for. */
    private static final List<String> UNASKED = SECTIONS.stream()
            .map(Section::name)
            .filter(name -> !name.equals("soak"))
            .toList();

    private Bench() {}

    public static void main(String[] arguments) throws IOException {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws IOException {
        try {
            BenchOptions options = BenchOptions.of(
                    arguments, SECTIONS.stream().map(Section::name).toList(), UNASKED);
            measure(options);
            return 0;
        } catch (BenchOptions.Wrong wrong) {
            System.err.println("coffee: " + wrong.getMessage());
            return WRONG_ARGUMENTS;
        } catch (BenchFailure failure) {
            System.err.println("coffee: " + failure.getMessage());
            return FAILED;
        }
    }

    private static void measure(BenchOptions options) throws IOException {
        if (!Wrk.isInstalled()) {
            throw new BenchFailure("wrk is missing: install it (Debian and Homebrew call it wrk)");
        }
        Path folder = Path.of(System.getProperty("coffee.root", "."))
                .toAbsolutePath()
                .normalize()
                .resolve("target/bench");
        Files.createDirectories(folder);
        List<Figure> figures = new ArrayList<>();
        List<Chart> charts = new ArrayList<>();
        try (CoffeeSystem coffee = new CoffeeSystem(folder.resolve("coffee"))) {
            say("starting the system, afresh");
            coffee.upFresh();
            Bed bed = new Bed(coffee, new Wrk(folder), options.time(), Bench::say, charts::add);
            say("registering " + Bed.CUSTOMERS + " customers");
            Customers.register(coffee);
            // Its turn comes in a section of its own: what the relay and the display cost is always part of it, this is
            // not.
            coffee.kill(Part.DATA_PLATFORM);
            for (Section section : SECTIONS) {
                if (options.wants(section.name())) {
                    say("== " + section.name());
                    figures.addAll(section.measure(bed));
                }
            }
        }
        Report report = new Report(figures, charts);
        report.print(System.out);
        report.write(folder);
        say("written to " + folder.resolve("report.md"));
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
