package coffee.system.bench;

import coffee.system.Part;
import java.util.ArrayList;
import java.util.List;

/** {@code POST /order} under load, against a raw JDBC loop on the same database server, relay and display at work. */
final class Orders implements Section {

    private static final String NAME = "orders";
    private static final String RATE = "orders/s";
    private static final String OF_RAW = "x raw loop";
    private static final String OF_UNIFORM = "x uniform";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Figure> measure(Bed bed) {
        List<Figure> figures = new ArrayList<>();
        bed.warmUpOrders();
        double raw = raw(bed, figures);
        double many = load(bed, figures, 256);
        figures.add(
                figure("256 callers against the raw loop", many / raw, OF_RAW).atLeast(1.5));
        double few = load(bed, figures, 64);
        figures.add(figure("64 callers against the raw loop", few / raw, OF_RAW).atLeast(0.8));
        oneMenu(bed, figures);
        oneCustomer(bed, figures);
        return figures;
    }

    private static double raw(Bed bed, List<Figure> figures) {
        RawLoop loop = new RawLoop(bed.databaseUrl(Part.ORDER_DB), Bed.CUSTOMERS);
        double best = 0;
        for (int threads : RawLoop.THREADS) {
            double rate = loop.run(threads, bed.time());
            bed.progress().accept("raw JDBC loop, " + threads + " threads: " + Math.round(rate) + " orders/s");
            best = Math.max(best, rate);
        }
        figures.add(figure("raw JDBC loop, best of 8, 16, 32 threads", best, RATE));
        return best;
    }

    private static double load(Bed bed, List<Figure> figures, int callers) {
        Wrk.Load load = bed.order(callers, bed.time());
        bed.progress().accept(callers + " callers: " + Math.round(load.perSecond()) + " orders/s");
        figures.add(figure("POST /order, " + callers + " callers", load.perSecond(), RATE));
        figures.add(figure("POST /order, " + callers + " callers, 99 of 100 answered within", load.p99Ms(), "ms"));
        return load.perSecond();
    }

    /** Each right after the uniform load that it is compared with: a shared machine changes by the minute. */
    private static void oneMenu(Bed bed, List<Figure> figures) {
        double uniform = bed.order(256, bed.time()).perSecond();
        double menu = bed.wrk()
                .order(bed.orderUrl(), 256, bed.time(), Bed.FIRST_CUSTOMER, Bed.CUSTOMERS, 1)
                .perSecond();
        bed.progress().accept("all on one menu: " + Math.round(menu) + " orders/s");
        figures.add(figure("all orders on one menu", menu / uniform, OF_UNIFORM).atLeast(0.9));
    }

    private static void oneCustomer(Bed bed, List<Figure> figures) {
        double uniform = bed.order(256, bed.time()).perSecond();
        double customer = bed.wrk()
                .order(bed.orderUrl(), 256, bed.time(), Bed.FIRST_CUSTOMER, 1, Bed.MENUS)
                .perSecond();
        bed.progress().accept("all from one customer: " + Math.round(customer) + " orders/s");
        figures.add(figure("all orders from one customer", customer / uniform, OF_UNIFORM)
                .atLeast(0.5));
    }

    private static Figure figure(String what, double value, String unit) {
        return Figure.of(NAME, what, value, unit);
    }
}
