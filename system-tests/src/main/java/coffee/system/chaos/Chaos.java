package coffee.system.chaos;

import coffee.local.server.Folders;
import coffee.system.CoffeeSystem;
import coffee.system.Part;
import coffee.system.chaos.Nemesis.Done;
import coffee.system.chaos.Resolver.Resolved;
import coffee.system.chaos.Sightings.OnKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** {@code ./coffee chaos}: customers order while everything goes wrong, and then it is seen whether anything is amiss. */
public final class Chaos {

    private static final int FAILED = 1;
    private static final int WRONG_ARGUMENTS = 2;
    private static final long MOST_ORDERS_ON_A_PAGE = 1_000;
    private static final long PAGE_GROWS = 100;

    private final ChaosOptions options;
    private final Consumer<String> progress;
    private final List<String> timing = new ArrayList<>();

    private Chaos(ChaosOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), Chaos::say));
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** @return the exit status: 0 where every claim holds */
    public static int run(List<String> arguments, Consumer<String> progress) {
        ChaosOptions options;
        try {
            options = ChaosOptions.of(arguments);
        } catch (ChaosOptions.Wrong wrong) {
            progress.accept("coffee: " + wrong.getMessage());
            return WRONG_ARGUMENTS;
        }
        try {
            return new Chaos(options, progress).run().holds() ? 0 : FAILED;
        } catch (ChaosFailure failure) {
            progress.accept("coffee: " + failure.getMessage() + ". Again: " + options.command());
            return FAILED;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Report run() throws IOException {
        Path folder = Path.of(System.getProperty("coffee.root", "."))
                .toAbsolutePath()
                .normalize()
                .resolve("target/chaos/" + options.seed());
        Files.createDirectories(folder);
        Plan plan = Plan.of(options.seed(), options.time());
        Files.writeString(folder.resolve("plan.txt"), plan.page());
        progress.accept("seed " + options.seed() + ", " + options.time().toSeconds() + " s, "
                + plan.steps().count() + " faults: " + folder.resolve("plan.txt"));
        CoffeeSystem coffee = impatient(new CoffeeSystem(folder.resolve("coffee")));
        // Whoever interrupts it leaves nothing behind.
        Thread interrupted = Thread.ofPlatform()
                .unstarted(() -> progress.accept(coffee.command("down").text()));
        Runtime.getRuntime().addShutdownHook(interrupted);
        Report report;
        try (Wires wires = new Wires(coffee);
                coffee;
                History history = new History(folder.resolve("history.jsonl"))) {
            timed("start", coffee::upFresh);
            report = run(coffee, wires, history, plan);
        } finally {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        }
        report.write(folder.resolve("report.md"));
        progress.accept("\nwritten to " + folder.resolve("report.md"));
        progress.accept("\n" + report.words());
        if (report.holds()) {
            // A gigabyte that nobody needs. Where something is amiss it is kept to be looked into.
            Folders.delete(folder.resolve("coffee/data"));
            Folders.delete(folder.resolve("coffee/run"));
        }
        return report;
    }

    private CoffeeSystem impatient(CoffeeSystem coffee) {
        long minutes = Math.max(1, options.time().toMinutes());
        return coffee
                // Who is killed leaves the group soon, and who is silent too: partitions change hands.
                .with("SPRING_KAFKA_CONSUMER_PROPERTIES_SESSION_TIMEOUT_MS", "6000")
                .with("SPRING_KAFKA_CONSUMER_PROPERTIES_HEARTBEAT_INTERVAL_MS", "1500")
                // A broker that is away for seconds is away for longer than a producer tries: what it gives up has to
                // be sent another time.
                .with("SPRING_KAFKA_PRODUCER_PROPERTIES_REQUEST_TIMEOUT_MS", "1000")
                .with("SPRING_KAFKA_PRODUCER_PROPERTIES_DELIVERY_TIMEOUT_MS", "2000")
                // An order-service that is silent for seconds does not answer the display in time.
                .with("COFFEE_ORDER_SERVICE_READ", "2s")
                .with("COFFEE_RECONCILIATION_PATIENCE", "3s")
                // A rebuild takes seconds, so that faults meet it, however many orders there are; and one that was
                // killed is dead soon.
                .with("COFFEE_REBUILD_ORDERS", Long.toString(Math.min(MOST_ORDERS_ON_A_PAGE, minutes * PAGE_GROWS)))
                .with("COFFEE_REBUILD_PAUSE", "50ms")
                .with("COFFEE_REBUILD_SILENCE", "6s");
    }

    private Report run(CoffeeSystem coffee, Wires wires, History history, Plan plan) {
        Door door = new Door("127.0.0.1:" + coffee.port(Part.ORDER), history);
        Books books = new Books(coffee);
        Staff staff = new Staff(coffee);
        try (Topics topics = new Topics("127.0.0.1:" + coffee.port(Part.KAFKA));
                GroupWatch groups = new GroupWatch(topics.admin())) {
            Nemesis nemesis = new Nemesis(coffee, wires, topics, options.seed(), progress);
            List<Done> done = disturb(door, staff, nemesis, plan);
            List<Call> calls = history.calls();
            Calm calm = new Calm(coffee, books, topics);
            progress.accept("everything is healed; waiting for calm");
            timing.add("ready after " + words(calm.untilReady()));
            Resolved[] again = new Resolved[1];
            timed("asking again for what had no answer", () -> again[0] = new Resolver(door).resolve(calls));
            List<Finding> findings = new ArrayList<>();
            // Where it does not come, what can be checked says why.
            findings.add(Finding.unlessItFails("everything that was said is heard", () -> {
                String took = words(calm.untilCalm());
                timing.add("calm after " + took);
                return "after " + took;
            }));
            OnKafka kafka = new OnKafka(
                    topics.all(Topics.ORDERS), topics.all(Topics.MENUS), topics.duplicated(), groups.rebalances());
            timed("checking", () -> findings.addAll(check(coffee, history.calls(), books, topics, kafka)));
            findings.add(staff.comparisons().finding());
            timed("rebuilding", () -> findings.addAll(rebuild(coffee, calm, books)));
            findings.add(Finding.unlessItFails("a fresh order succeeds and is shown", calm::freshOrder));
            Sightings sightings = Sightings.of(plan, done, calls, staff.comparisons(), again[0], kafka);
            findings.add(sightings.exercised());
            return new Report(options, done, sightings, findings, timing);
        }
    }

    /** Customers and staff come before the first fault and leave after the last. */
    private List<Done> disturb(Door door, Staff staff, Nemesis nemesis, Plan plan) {
        long began = System.nanoTime();
        try (Clients clients = new Clients(options.seed(), door, staff)) {
            List<Done> done = nemesis.carryOut(plan);
            LockSupport.parkNanos(options.time().toNanos() - (System.nanoTime() - began));
            nemesis.heal();
            clients.goHome();
            timing.add("things went wrong for " + words(Duration.ofNanos(System.nanoTime() - began)));
            return done;
        }
    }

    private static List<Finding> check(
            CoffeeSystem coffee, List<Call> calls, Books books, Topics topics, OnKafka kafka) {
        Stories stories = new Stories(calls);
        Map<String, Books.Bought> orders = books.orders();
        return Stream.of(
                        new KeyChecks(stories, books.remembered()).findings(),
                        new PointChecks(stories, calls, books.accounts(), books.entries()).findings(),
                        new OrderChecks(stories, orders, books.ordersThatTookMoreFromLotsThanTheyCost()).findings(),
                        new EventChecks(orders, books.outbox(), kafka.orders(), books.applied()).findings(),
                        new LetterChecks(
                                        kafka.orders(),
                                        kafka.menus(),
                                        topics.origins(Topics.ORDER_LETTERS),
                                        topics.origins(Topics.MENU_LETTERS),
                                        topics.origins(Topics.PLATFORM_LETTERS))
                                .findings(),
                        new BoardChecks(coffee, books).findings())
                .flatMap(findings -> findings)
                .toList();
    }

    /** What was counted while everything went wrong is held against the orders before; what replaces it, afterwards. */
    private static List<Finding> rebuild(CoffeeSystem coffee, Calm calm, Books books) {
        Book before = books.live();
        Finding ended = Finding.unlessItFails("a rebuild that nobody disturbs is done", calm::rebuild);
        Stream<Finding> boards = new BoardChecks(coffee, books)
                .findings()
                .map(finding -> new Finding("rebuilt, " + finding.claim(), finding.looked(), finding.against()));
        return Stream.concat(Stream.of(ended, before.madeAnew(books.live())), boards)
                .toList();
    }

    private void timed(String what, Runnable work) {
        progress.accept(what);
        long began = System.nanoTime();
        work.run();
        timing.add(what + " took " + words(Duration.ofNanos(System.nanoTime() - began)));
    }

    private static String words(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }
}
