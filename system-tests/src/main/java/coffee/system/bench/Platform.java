package coffee.system.bench;

import coffee.system.Part;
import coffee.system.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How fast the data platform is told of orders, and what that costs the orders: each is one HTTP call more, on the same cores. It is away
 * while everything else is measured; here it comes back and finds all those orders waiting.
 */
final class Platform implements Section {

    private static final String NAME = "platform";
    private static final String RATE = "orders/s";
    private static final Duration UNTIL_IT_FLOWS = Duration.ofSeconds(60);
    private static final long FLOWS = 5_000;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Figure> measure(Bed bed) {
        bed.warmUpOrders();
        double away = bed.order(256, bed.time()).perSecond();
        bed.coffee().start(Part.DATA_PLATFORM);
        try {
            return withIt(bed, away);
        } finally {
            bed.coffee().kill(Part.DATA_PLATFORM);
        }
    }

    private static List<Figure> withIt(Bed bed, double away) {
        awaitFlow(bed);
        // What tells the platform is compiled now too.
        bed.warmUpOrders();
        AtomicReference<Wrk.Load> load = new AtomicReference<>();
        double toldMeanwhile = told(bed, () -> load.set(bed.order(256, bed.time())));
        double orders = load.get().perSecond();
        bed.progress()
                .accept("256 callers: " + Math.round(orders) + " " + RATE + ", told meanwhile: "
                        + Math.round(toldMeanwhile) + " " + RATE);
        double toldAlone = told(bed, () -> pause(bed.time()));
        bed.progress().accept("told while nobody orders: " + Math.round(toldAlone) + " " + RATE);
        return List.of(
                Figure.of(NAME, "POST /order, 256 callers, the platform away", away, RATE),
                Figure.of(NAME, "POST /order, 256 callers, the platform told of orders", orders, RATE),
                Figure.of(NAME, "orders while it is told against while it is away", orders / away, "x"),
                Figure.of(NAME, "told while 256 callers order", toldMeanwhile, RATE),
                Figure.of(NAME, "told against ordered meanwhile", toldMeanwhile / orders, "x")
                        .atLeast(1),
                Figure.of(NAME, "told while nobody orders", toldAlone, RATE));
    }

    /** The breaker has to find out first that there is somebody again. */
    private static void awaitFlow(Bed bed) {
        long deadline = System.nanoTime() + UNTIL_IT_FLOWS.toNanos();
        double before = told(bed);
        while (told(bed) - before < FLOWS) {
            if (System.nanoTime() > deadline) {
                throw new BenchFailure("the data platform is not told of waiting orders");
            }
            pause(Duration.ofMillis(200));
        }
    }

    private static double told(Bed bed, Runnable meanwhile) {
        double before = told(bed);
        long began = System.nanoTime();
        meanwhile.run();
        return (told(bed) - before) / ((System.nanoTime() - began) / 1e9);
    }

    private static double told(Bed bed) {
        Reply reply = bed.coffee()
                .asStaff(Part.ORDER)
                .get("/actuator/metrics/coffee.data-platform.orders?tag=outcome:delivered");
        if (reply.status() != 200) {
            throw new BenchFailure("order-service does not say how many orders were told: " + reply.status());
        }
        return reply.json().at("/measurements/0/value").asDouble();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("stopped", stopped);
        }
    }
}
