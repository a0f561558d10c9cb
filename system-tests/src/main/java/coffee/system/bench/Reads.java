package coffee.system.bench;

import coffee.system.Part;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The display's boards at 64 connections, against a handler that returns constant bytes from the same server. */
final class Reads implements Section {

    private static final String NAME = "reads";
    private static final int CALLERS = 64;
    private static final int FEW = 1_000;
    private static final int MANY = 5_000_000;
    private static final List<String> BOARDS = List.of("/display/menu", "/display/best");

    /** Each ratio is the middle one of so many, since a shared machine has its moods: loads are compared only if they come right after each other. */
    private static final int ROUNDS = 9;

    private static final int ROUNDS_IN_A_FIGURE = 5;

    private static final int DAYS = 30;

    private static final String MARKS = """
            INSERT IGNORE INTO applied_event (event_id) SELECT CONCAT('BENCH-', seq, '/placed')
            FROM seq_{first}_to_{last}
            """;
    private static final String SALES = """
            INSERT INTO sales (day, menu_id, order_cnt, cup_cnt)
            SELECT CURRENT_DATE - INTERVAL seq DAY, menu_id, {share}, {share} FROM seq_0_to_{days} CROSS JOIN menu WHERE TRUE
            ON DUPLICATE KEY UPDATE order_cnt = order_cnt + {share}, cup_cnt = cup_cnt + {share}
            """;
    private static final String NEWS = "UPDATE board_version SET version = version + 1 WHERE board = 'sales'";

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
            // What the sections before this one left.
            empty(display);
            fill(display, 1, FEW);
            List<Double> before = compare(bed, bare, FEW);
            fill(display, FEW + 1, MANY);
            List<Double> many = compare(bed, bare, MANY);
            empty(display);
            fill(display, 1, FEW);
            List<Double> after = compare(bed, bare, FEW);
            double ofAll = 1;
            for (int i = 0; i < BOARDS.size(); i++) {
                double few = (before.get(i) + after.get(i)) / 2;
                String board = BOARDS.get(i);
                figures.add(againstConstant(board, FEW, few));
                figures.add(againstConstant(board, MANY, many.get(i)));
                double growth = many.get(i) / few;
                figures.add(Figure.of(NAME, board + " with 5,000,000 orders against 1,000", growth, "x")
                        .atLeast(0.95));
                ofAll *= growth;
            }
            // They are served by the same code, and one alone varies by more than what is asked for.
            double middle = Math.pow(ofAll, 1.0 / BOARDS.size());
            figures.add(Figure.of(NAME, "the boards together with 5,000,000 orders against 1,000", middle, "x"));
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

    private static Figure againstConstant(String board, int orders, double ratio) {
        return Figure.of(NAME, "GET " + board + ", " + orders + " orders, against constant bytes", ratio, "x")
                .atLeast(0.9);
    }

    /** @return the ratio to the bare handler, for each board */
    private static List<Double> compare(Bed bed, BareHandler bare, int orders) {
        bed.awaitRest();
        bed.progress().accept("with " + orders + " orders");
        List<List<Double>> ratios =
                BOARDS.stream().<List<Double>>map(board -> new ArrayList<>()).toList();
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder seen = new StringBuilder();
            for (int i = 0; i < BOARDS.size(); i++) {
                double constant = rate(bed, bare.url());
                double served = rate(bed, bed.displayUrl(BOARDS.get(i)));
                ratios.get(i).add(served / constant);
                seen.append("%s %.0f/s, constant bytes %.0f/s  ".formatted(BOARDS.get(i), served, constant));
            }
            bed.progress().accept(seen.toString().strip());
        }
        return ratios.stream()
                .map(all -> all.stream().sorted().toList().get(ROUNDS / 2))
                .toList();
    }

    private static double rate(Bed bed, String url) {
        Duration time = Duration.ofSeconds(Math.max(1, bed.time().toSeconds() / ROUNDS_IN_A_FIGURE));
        return bed.wrk().get(url, CALLERS, time).perSecond();
    }

    /** Orders as they stand in the display's tables, of the last days and of all menus. */
    private static void fill(Connection display, int first, int last) throws SQLException {
        long menus = Bed.number(display, "SELECT COUNT(*) FROM menu");
        String share = String.valueOf((last - first + 1) / (DAYS * menus));
        try (Statement sql = display.createStatement()) {
            sql.execute(MARKS.replace("{first}", String.valueOf(first)).replace("{last}", String.valueOf(last)));
            sql.execute(SALES.replace("{days}", String.valueOf(DAYS - 1)).replace("{share}", share));
            sql.execute(NEWS);
        }
    }

    private static void empty(Connection display) throws SQLException {
        try (Statement sql = display.createStatement()) {
            sql.execute("TRUNCATE TABLE applied_event");
            sql.execute("TRUNCATE TABLE sales");
        }
    }
}
