package coffee.system.chaos;

import coffee.system.CoffeeSystem;
import coffee.system.Part;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What both databases hold, read by SQL, past the services. */
final class Books {

    private static final String SHOPS_DAY = "DATE(ordered_at + INTERVAL 9 HOUR)";

    private final CoffeeSystem coffee;

    Books(CoffeeSystem coffee) {
        this.coffee = coffee;
    }

    /** @param held in lots and charged, which has to be the balance */
    record Account(String customer, long balance, long held) {}

    record Entry(String customer, int number, String type, long point, long balanceAfter, String orderNo) {}

    /** @param lines menu id to cups and price, as text, in the order of menus */
    record Bought(
            String orderNo,
            String customer,
            String state,
            long price,
            long pay,
            long usedPoint,
            Map<Long, String> lines) {}

    record Remembered(int status, String body) {}

    /** Of one menu on one day. */
    record Sold(String day, long menu, long orders, long cups) {}

    /** A menu on sale, and how much of it was sold. */
    record Best(String menuId, long orders, long cups) {}

    List<Account> accounts() {
        return order("""
                SELECT a.customer_id, a.balance,
                       a.charged + COALESCE((SELECT SUM(l.remaining) FROM point_lot l WHERE l.customer_id = a.customer_id), 0)
                FROM point_account a ORDER BY a.customer_id""", row -> new Account(Request.id("CUST", row.getLong(1)), row.getLong(2), row.getLong(3)));
    }

    List<Entry> entries() {
        return order(
                """
                SELECT customer_id, entry_no, type, point, balance_after, order_no
                FROM point_entry ORDER BY customer_id, entry_no""",
                row -> new Entry(
                        Request.id("CUST", row.getLong(1)),
                        row.getInt(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getObject(6) == null ? "" : Request.id("ORD", row.getLong(6))));
    }

    Map<String, Bought> orders() {
        Map<Long, Map<Long, String>> lines = new TreeMap<>();
        order(
                "SELECT order_no, menu_id, qy, menu_price FROM order_line",
                row -> lines.computeIfAbsent(row.getLong(1), order -> new TreeMap<>())
                        .merge(
                                row.getLong(2),
                                row.getInt(3) + " at " + row.getLong(4),
                                (first, second) -> first + ", " + second));
        Map<String, Bought> orders = new TreeMap<>();
        order(
                "SELECT order_no, customer_id, state, order_price, pay_price, use_point FROM orders",
                row -> orders.put(
                        Request.id("ORD", row.getLong(1)),
                        new Bought(
                                Request.id("ORD", row.getLong(1)),
                                Request.id("CUST", row.getLong(2)),
                                row.getString(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                lines.getOrDefault(row.getLong(1), Map.of()))));
        return orders;
    }

    /** Of orders that were not cancelled and yet took points from lots: what they took is at most what they cost. */
    List<String> ordersThatTookMoreFromLotsThanTheyCost() {
        return order("""
                SELECT o.order_no FROM orders o JOIN point_lot_use u ON u.order_no = o.order_no
                GROUP BY o.order_no, o.use_point HAVING SUM(u.point) > o.use_point""", row -> Request.id("ORD", row.getLong(1)));
    }

    /** By the digest of the request, in hexadecimal. */
    Map<String, Remembered> remembered() {
        Map<String, Remembered> remembered = new TreeMap<>();
        order(
                "SELECT LOWER(HEX(request)), status, body FROM remembered_answer",
                row -> remembered.put(row.getString(1), new Remembered(row.getInt(2), row.getString(3))));
        return remembered;
    }

    Map<Long, Long> prices() {
        Map<Long, Long> prices = new TreeMap<>();
        order("SELECT menu_id, menu_price FROM menu", row -> prices.put(row.getLong(1), row.getLong(2)));
        return prices;
    }

    long outbox() {
        return order("SELECT COUNT(*) FROM outbox", row -> row.getLong(1)).getFirst();
    }

    /** From the orders themselves. */
    List<Sold> sold() {
        return order("SELECT " + SHOPS_DAY + """
                 AS day, l.menu_id, COUNT(DISTINCT o.order_no), SUM(l.qy)
                FROM orders o JOIN order_line l ON l.order_no = o.order_no WHERE o.state = 'COMPLETE'
                GROUP BY day, l.menu_id ORDER BY day, l.menu_id""", Books::sold);
    }

    /** Whether the display writes a second book. While it does not, no rebuild can change anything any more. */
    boolean isRebuilding() {
        return display("SELECT beside IS NOT NULL FROM books", row -> row.getBoolean(1))
                .getFirst();
    }

    /** What boards are read from. */
    Book live() {
        return new Book(display("SELECT live FROM books", row -> row.getLong(1)).getFirst(), counted(), applied());
    }

    /** As the display counted. A menu of which all orders were cancelled was sold as little as one that nobody ordered. */
    List<Sold> counted() {
        return display("""
                SELECT day, menu_id, order_cnt, cup_cnt FROM sales
                WHERE book = (SELECT live FROM books) AND (order_cnt <> 0 OR cup_cnt <> 0)
                ORDER BY day, menu_id""", Books::sold);
    }

    Set<String> applied() {
        return new TreeSet<>(display(
                "SELECT event_id FROM applied_event WHERE book = (SELECT live FROM books)", row -> row.getString(1)));
    }

    /** What the board has to show of the days from then on, by the orders: the smaller menu first where two are equal. */
    List<Best> best(String firstDay, String by) {
        String sql = "SELECT m.menu_id, COUNT(DISTINCT o.order_no) AS orders, SUM(l.qy) AS cups"
                + " FROM orders o JOIN order_line l ON l.order_no = o.order_no JOIN menu m ON m.menu_id = l.menu_id"
                + " WHERE o.state = 'COMPLETE' AND m.on_sale AND " + SHOPS_DAY + " >= '" + firstDay + "'"
                + " GROUP BY m.menu_id ORDER BY " + by + " DESC, m.menu_id";
        return order(sql, row -> new Best(Request.id("MENU", row.getLong(1)), row.getLong(2), row.getLong(3)));
    }

    private static Sold sold(ResultSet row) throws SQLException {
        return new Sold(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4));
    }

    private <T> List<T> order(String sql, Row<T> reader) {
        return ask(Part.ORDER_DB, "coffee", sql, reader);
    }

    private <T> List<T> display(String sql, Row<T> reader) {
        return ask(Part.DISPLAY_DB, "display", sql, reader);
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> ask(Part database, String schema, String sql, Row<T> reader) {
        String url = "jdbc:mariadb://127.0.0.1:" + coffee.port(database) + "/" + schema
                + "?user=coffee&password=coffee&socketTimeout=20000";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> read = new ArrayList<>();
            while (rows.next()) {
                read.add(reader.read(rows));
            }
            return read;
        } catch (SQLException failed) {
            throw new ChaosFailure(database.argument() + " cannot be asked: " + failed.getMessage(), failed);
        }
    }
}
