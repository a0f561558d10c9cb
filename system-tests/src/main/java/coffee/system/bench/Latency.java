package coffee.system.bench;

import java.util.List;
import org.HdrHistogram.Histogram;

/** How long a customer waits at a fixed rate, and how fresh the display is then, and under all the load that there can be. */
final class Latency implements Section {

    private static final String NAME = "latency";
    private static final int RATE = 500;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Figure> measure(Bed bed) {
        OpenLoop orders = new OpenLoop(bed);
        orders.run(RATE, bed.time());
        Histogram[] answered = new Histogram[1];
        Histogram fresh = new Freshness(bed).during(() -> answered[0] = orders.run(RATE, bed.time()));
        bed.progress().accept(RATE + " orders/s: 99 of 100 counted within " + percentile(fresh, 99) + " ms");
        Histogram full = new Freshness(bed).during(() -> bed.order(256, bed.time()));
        bed.progress().accept("full load: 99 of 100 counted within " + percentile(full, 99) + " ms");
        return List.of(
                figure("answered at " + RATE + " orders/s, median", answered[0].getValueAtPercentile(50) / 1e3),
                figure("answered at " + RATE + " orders/s, 99 of 100", answered[0].getValueAtPercentile(99) / 1e3),
                figure("answered at " + RATE + " orders/s, 999 of 1000", answered[0].getValueAtPercentile(99.9) / 1e3),
                figure("counted in /display/best at " + RATE + " orders/s, 99 of 100", percentile(fresh, 99))
                        .atMost(300),
                figure("counted in /display/best under full load, 99 of 100", percentile(full, 99))
                        .atMost(1_000));
    }

    private static double percentile(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile);
    }

    private static Figure figure(String what, double ms) {
        return Figure.of(NAME, what, ms, "ms");
    }
}
