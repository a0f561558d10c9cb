package coffee.system.bench;

import coffee.system.CoffeeSystem.Part;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The display's boards at 64 connections, against a handler that returns constant bytes from the same server. */
final class Reads implements Section {

    private static final String NAME = "reads";
    private static final int CALLERS = 64;
    private static final int FEW = 1_000;
    private static final int MANY = 5_000_000;
    private static final List<String> BOARDS = List.of("/display/menu", "/display/best");

    private static final String FILL = """
            INSERT IGNORE INTO applied_event (event_id) SELECT CONCAT('BENCH-', seq, '/placed')
            FROM seq_{first}_to_{last}
            """;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Figure> measure(Bed bed) {
        List<Figure> figures = new ArrayList<>();
        try (BareHandler bare = BareHandler.start();
                Connection display = bed.connect(Part.DISPLAY_DB, "display")) {
            warmUp(bed, bare);
            fill(display, 1, FEW);
            List<Double> few = compare(bed, bare, FEW, figures);
            bed.progress().accept("ordering " + MANY + " times");
            fill(display, FEW + 1, MANY);
            List<Double> many = compare(bed, bare, MANY, figures);
            for (int i = 0; i < BOARDS.size(); i++) {
                figures.add(Figure.of(
                                NAME,
                                BOARDS.get(i) + " with 5,000,000 orders against 1,000",
                                many.get(i) / few.get(i),
                                "x")
                        .atLeast(0.95));
            }
        } catch (SQLException failed) {
            throw new BenchFailure("the display's database cannot be filled: " + failed.getMessage(), failed);
        }
        return figures;
    }

    private static void warmUp(Bed bed, BareHandler bare) {
        for (String url : List.of(bare.url(), bed.displayUrl(BOARDS.get(0)), bed.displayUrl(BOARDS.get(1)))) {
            bed.wrk().get(url, CALLERS, bed.time());
            bed.wrk().get(url, CALLERS, bed.time());
        }
    }

    /** @return the ratio to the bare handler, for each board; the bare handler is measured right beside each */
    private static List<Double> compare(Bed bed, BareHandler bare, int orders, List<Figure> figures) {
        List<Double> ratios = new ArrayList<>();
        for (String board : BOARDS) {
            double constant = bed.wrk().get(bare.url(), CALLERS, bed.time()).perSecond();
            double served =
                    bed.wrk().get(bed.displayUrl(board), CALLERS, bed.time()).perSecond();
            bed.progress()
                    .accept("GET " + board + ": " + Math.round(served) + "/s, constant bytes: " + Math.round(constant)
                            + "/s");
            ratios.add(served / constant);
            figures.add(Figure.of(
                            NAME,
                            "GET " + board + ", " + orders + " orders, against constant bytes",
                            served / constant,
                            "x")
                    .atLeast(0.9));
        }
        return ratios;
    }

    private static void fill(Connection display, int first, int last) throws SQLException {
        try (Statement sql = display.createStatement()) {
            sql.execute(FILL.replace("{first}", String.valueOf(first)).replace("{last}", String.valueOf(last)));
        }
    }
}
