package coffee.display.ranking;

import static java.util.Comparator.comparing;

import coffee.display.menu.MenuId;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/** How much was sold of each menu on each day. */
@Component
public class Sales {

    static final String BOARD = "sales";

    private static final String ADD = """
            INSERT INTO sales (book, day, menu_id, order_cnt, cup_cnt) VALUES (?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE
              order_cnt = order_cnt + VALUES(order_cnt),
              cup_cnt = cup_cnt + VALUES(cup_cnt)
            """;

    /** In one statement with what it reads, so that a rebuild cannot take over in between. */
    private static final String LIVE = " FROM sales WHERE book = (SELECT live FROM books) AND ";

    private final JdbcTemplate jdbc;

    Sales(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds within the caller's transaction: always in the order of the keys, so that two instances never wait for each other in a ring. */
    public void add(int book, Map<Slot, Sold> changes) {
        if (changes.isEmpty()) {
            return;
        }
        List<Object[]> rows = new TreeMap<>(changes)
                .entrySet().stream()
                        .map(change -> row(book, change.getKey(), change.getValue()))
                        .toList();
        jdbc.batchUpdate(ADD, rows);
    }

    /** Has every instance read the live book again once the caller's transaction is committed. */
    public void announce() {
        jdbc.update("UPDATE board_version SET version = version + 1 WHERE board = ?", BOARD);
    }

    /** Of the live book, days and both ends included. */
    public Map<Slot, Sold> each(LocalDate first, LocalDate last) {
        Map<Slot, Sold> sold = new HashMap<>();
        RowCallbackHandler keep = row -> sold.put(
                new Slot(row.getObject("day", LocalDate.class), new MenuId(row.getLong("menu_id"))),
                new Sold(row.getLong("order_cnt"), row.getLong("cup_cnt")));
        jdbc.query("SELECT day, menu_id, order_cnt, cup_cnt" + LIVE + "day BETWEEN ? AND ?", keep, first, last);
        return sold;
    }

    Map<LocalDate, Map<MenuId, Sold>> since(LocalDate first) {
        Map<LocalDate, Map<MenuId, Sold>> days = new HashMap<>();
        RowCallbackHandler keep = row -> days.computeIfAbsent(
                        row.getObject("day", LocalDate.class), day -> new HashMap<>())
                .put(new MenuId(row.getLong("menu_id")), new Sold(row.getLong("order_cnt"), row.getLong("cup_cnt")));
        jdbc.query("SELECT day, menu_id, order_cnt, cup_cnt" + LIVE + "day >= ?", keep, first);
        return days;
    }

    Map<MenuId, Sold> between(LocalDate first, LocalDate last) {
        Map<MenuId, Sold> sold = new HashMap<>();
        RowCallbackHandler keep = row ->
                sold.put(new MenuId(row.getLong("menu_id")), new Sold(row.getLong("orders"), row.getLong("cups")));
        jdbc.query(
                "SELECT menu_id, SUM(order_cnt) AS orders, SUM(cup_cnt) AS cups" + LIVE
                        + "day BETWEEN ? AND ? GROUP BY menu_id",
                keep,
                first,
                last);
        return sold;
    }

    private static Object[] row(int book, Slot slot, Sold sold) {
        return new Object[] {book, slot.day(), slot.menu().number(), sold.orders(), sold.cups()};
    }

    /** One menu on one day. */
    public record Slot(LocalDate day, MenuId menu) implements Comparable<Slot> {

        private static final Comparator<Slot> ORDER = comparing(Slot::day).thenComparing(Slot::menu);

        @Override
        public int compareTo(Slot other) {
            return ORDER.compare(this, other);
        }
    }
}
