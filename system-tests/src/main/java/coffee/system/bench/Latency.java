package coffee.system.bench;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** How long a customer waits at a fixed rate, and how fresh the display is then, and under all the load that there can be. */
final class Latency implements Section {

    private static final String NAME = "latency";
    private static final int RATE = 500;
    private static final double MICROS_IN_MS = 1_000;
    /** Each of the horizontal axis's steps leaves out nine tenths of what the one before it left out. */
    private static final List<Chart.Tick> NINES = List.of(
            new Chart.Tick(0, "the fastest"),
            new Chart.Tick(1, "90 of 100"),
            new Chart.Tick(2, "99 of 100"),
            new Chart.Tick(3, "999 of 1000"));

    private static final int POINTS_PER_NINE = 20;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Figure> measure(Bed bed) {
        // Callers that wait for their answers first: a cold JVM on slow cores falls behind the fixed rate, and refuses.
        bed.warmUpOrders();
        OpenLoop orders = new OpenLoop(bed);
        orders.run(RATE, bed.time());
        Histogram[] waits = new Histogram[1];
        Freshness.Seen calm = new Freshness(bed).during(() -> waits[0] = orders.run(RATE, bed.time()));
        Histogram answered = waits[0];
        bed.progress().accept(RATE + " orders/s: 99 of 100 counted within " + percentile(calm, 99) + " ms");
        Freshness.Seen full = new Freshness(bed).during(() -> bed.order(256, bed.time()));
        bed.progress().accept("full load: 99 of 100 counted within " + percentile(full, 99) + " ms");
        bed.drawings().accept(latencyChart(answered, calm.delays()));
        bed.drawings().accept(lagChart(calm, full));
        return List.of(
                figure("answered at " + RATE + " orders/s, median", answered.getValueAtPercentile(50) / MICROS_IN_MS),
                figure(
                        "answered at " + RATE + " orders/s, 99 of 100",
                        answered.getValueAtPercentile(99) / MICROS_IN_MS),
                figure(
                        "answered at " + RATE + " orders/s, 999 of 1000",
                        answered.getValueAtPercentile(99.9) / MICROS_IN_MS),
                figure("counted in /display/best at " + RATE + " orders/s, 99 of 100", percentile(calm, 99))
                        .atMost(300),
                figure("counted in /display/best under full load, 99 of 100", percentile(full, 99))
                        .atMost(1_000));
    }

    private static Chart latencyChart(Histogram answeredMicros, Histogram countedMs) {
        return new Chart(
                "latency",
                "Within how long, at " + RATE + " orders/s",
                "of the orders",
                "milliseconds",
                NINES,
                List.of(
                        new Chart.Line("answered", nines(answeredMicros, MICROS_IN_MS)),
                        new Chart.Line("counted in /display/best", nines(countedMs, 1))));
    }

    private static Chart lagChart(Freshness.Seen calm, Freshness.Seen full) {
        double seconds =
                Math.max(calm.behind().getLast().x(), full.behind().getLast().x());
        return new Chart(
                "lag",
                "Orders accepted and not yet counted in /display/best",
                "since the load began",
                "orders",
                Chart.evenTicks(seconds, " s"),
                List.of(
                        new Chart.Line("at " + RATE + " orders/s", calm.behind()),
                        new Chart.Line("256 callers", full.behind())));
    }

    private static List<Chart.Point> nines(Histogram histogram, double unit) {
        List<Chart.Point> points = new ArrayList<>();
        for (int step = 0; step <= (NINES.size() - 1) * POINTS_PER_NINE; step++) {
            double nines = (double) step / POINTS_PER_NINE;
            points.add(new Chart.Point(nines, histogram.getValueAtPercentile(100 * (1 - Math.pow(10, -nines))) / unit));
        }
        return points;
    }

    private static double percentile(Freshness.Seen seen, double percentile) {
        return seen.delays().getValueAtPercentile(percentile);
    }

    private static Figure figure(String what, double ms) {
        return Figure.of(NAME, what, ms, "ms");
    }
}
