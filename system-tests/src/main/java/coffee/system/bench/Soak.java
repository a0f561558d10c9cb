package coffee.system.bench;

import coffee.system.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many minutes of full load: what a service holds after each minute must stay what it was. */
final class Soak implements Section {

    private static final String NAME = "soak";
    private static final int MINUTES = 10;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Figure> measure(Bed bed) {
        bed.warmUpOrders();
        List<Double> megabytes = new ArrayList<>();
        for (int minute = 1; minute <= MINUTES; minute++) {
            double rate = bed.order(256, Duration.ofMinutes(1)).perSecond();
            megabytes.add(bed.coffee().process(Part.ORDER).residentMb());
            bed.progress()
                    .accept("minute " + minute + ": " + Math.round(rate) + " orders/s, order-service holds "
                            + Math.round(megabytes.getLast()) + " MB");
        }
        double first = megabytes.get(1);
        return List.of(
                Figure.of(NAME, "order-service holds after two minutes", first, "MB"),
                Figure.of(NAME, "order-service holds after ten minutes", megabytes.getLast(), "MB"),
                Figure.of(NAME, "after ten minutes against after two", megabytes.getLast() / first, "x")
                        .atMost(1.1));
    }
}
