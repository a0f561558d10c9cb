package coffee.system.bench;

import coffee.system.CoffeeSystem.Part;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The display's boards at 64 connections, against a handler that returns constant bytes from the same server. */
final class Reads implements Section {

    private static final String NAME = "reads";
    private static final int CALLERS = 64;
    private static final int FEW = 1_000;
    private static final int MANY = 5_000_000;
    private static final List<String> BOARDS = List.of("/display/menu", "/display/best");

    /** Each ratio is the middle one of so many, since a shared machine has its moods: two loads are compared only if they come right after each other. */
    private static final int ROUNDS = 5;

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

    /** The database writes what it was given for a while after it said so. */
    private static final String UNWRITTEN = """
            SELECT variable_value FROM information_schema.global_status
            WHERE variable_name = 'INNODB_BUFFER_POOL_PAGES_DIRTY'
            """;

    private static final long AS_GOOD_AS_WRITTEN = 500;
    private static final Duration LONGEST_WRITING = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofSeconds(1);

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
            fill(bed, display, 1, FEW);
            List<Double> few = compare(bed, bare, FEW, figures);
            bed.progress().accept("ordering " + MANY + " times");
            fill(bed, display, FEW + 1, MANY);
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

    /** @return the ratio to the bare handler, for each board */
    private static List<Double> compare(Bed bed, BareHandler bare, int orders, List<Figure> figures) {
        List<Double> ratios = new ArrayList<>();
        for (String board : BOARDS) {
            double ratio = ratio(bed, bare, board);
            ratios.add(ratio);
            figures.add(Figure.of(NAME, "GET " + board + ", " + orders + " orders, against constant bytes", ratio, "x")
                    .atLeast(0.9));
        }
        return ratios;
    }

    private static double ratio(Bed bed, BareHandler bare, String board) {
        Duration time = Duration.ofSeconds(Math.max(1, bed.time().toSeconds() / ROUNDS));
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            double constant = bed.wrk().get(bare.url(), CALLERS, time).perSecond();
            double served = bed.wrk().get(bed.displayUrl(board), CALLERS, time).perSecond();
            bed.progress()
                    .accept("GET " + board + ": " + Math.round(served) + "/s, constant bytes: " + Math.round(constant)
                            + "/s");
            ratios.add(served / constant);
        }
        return ratios.stream().sorted().toList().get(ROUNDS / 2);
    }

    /** Orders as they stand in the display's tables, of the last days and of all menus. */
    private static void fill(Bed bed, Connection display, int first, int last) throws SQLException {
        long menus = Bed.number(display, "SELECT COUNT(*) FROM menu");
        String share = String.valueOf((last - first + 1) / (DAYS * menus));
        try (Statement sql = display.createStatement()) {
            sql.execute(MARKS.replace("{first}", String.valueOf(first)).replace("{last}", String.valueOf(last)));
            sql.execute(SALES.replace("{days}", String.valueOf(DAYS - 1)).replace("{share}", share));
            sql.execute(NEWS);
        }
        awaitWritten(bed, display);
    }

    private static void awaitWritten(Bed bed, Connection display) throws SQLException {
        long deadline = System.nanoTime() + LONGEST_WRITING.toNanos();
        while (Bed.number(display, UNWRITTEN) > AS_GOOD_AS_WRITTEN && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        bed.progress().accept("pages that the database has yet to write: " + Bed.number(display, UNWRITTEN));
    }
}
