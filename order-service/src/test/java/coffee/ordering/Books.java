package coffee.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.local.junit.TestServers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What must hold of the books after whatever happened. */
public final class Books {

    private static final String OUT_OF_BALANCE = """
            SELECT a.customer_id FROM point_account a
            LEFT JOIN (SELECT customer_id, SUM(remaining) AS points FROM point_lot GROUP BY customer_id) l ON l.customer_id = a.customer_id
            LEFT JOIN (SELECT customer_id, SUM(point) AS points, COUNT(*) AS entries FROM point_entry GROUP BY customer_id) e
                   ON e.customer_id = a.customer_id
            WHERE a.balance <> a.charged + COALESCE(l.points, 0)
               OR a.balance <> COALESCE(e.points, 0)
               OR a.last_entry <> COALESCE(e.entries, 0)
            """;

    private static final String WRONG_BALANCE_AFTER = """
            SELECT customer_id FROM (
                SELECT customer_id, balance_after, SUM(point) OVER (PARTITION BY customer_id ORDER BY entry_no) AS so_far
                FROM point_entry) AS running
            WHERE balance_after <> so_far OR balance_after < 0
            """;

    private static final String PAID_OTHERWISE_THAN_ORDERED = """
            SELECT o.order_no FROM orders o
            LEFT JOIN (SELECT order_no, SUM(menu_price * qy) AS price FROM order_line GROUP BY order_no) l ON l.order_no = o.order_no
            LEFT JOIN (SELECT order_no, MIN(customer_id) AS customer_id, COUNT(DISTINCT customer_id) AS customers,
                              SUM(IF(type = 'USE', -point, 0)) AS used, SUM(IF(type = 'REFUND', point, 0)) AS refunded
                       FROM point_entry WHERE order_no IS NOT NULL GROUP BY order_no) e ON e.order_no = o.order_no
            WHERE NOT (o.order_price <=> l.price AND o.use_point <=> e.used AND o.customer_id <=> e.customer_id AND e.customers = 1
                       AND IF(o.state = 'CANCEL', o.use_point, 0) <=> e.refunded)
            """;

    private static final String PAID_WITHOUT_AN_ORDER = """
            SELECT order_no FROM point_entry WHERE order_no IS NOT NULL AND order_no NOT IN (SELECT order_no FROM orders)
            """;

    /** What was given, less what orders hold of it now; or nothing any more, where it has expired. */
    private static final String LOTS_UNEXPLAINED = """
            SELECT l.customer_id, l.entry_no FROM point_lot l
            LEFT JOIN point_entry given ON given.customer_id = l.customer_id AND given.entry_no = l.entry_no AND given.type = 'SAVE'
            LEFT JOIN (SELECT u.customer_id, u.entry_no, SUM(u.point) AS points
                       FROM point_lot_use u JOIN orders o ON o.order_no = u.order_no
                       WHERE o.state <> 'CANCEL' GROUP BY u.customer_id, u.entry_no) used
                   ON used.customer_id = l.customer_id AND used.entry_no = l.entry_no
            LEFT JOIN (SELECT DISTINCT customer_id FROM point_entry WHERE type = 'EXPIRE') expired ON expired.customer_id = l.customer_id
            WHERE NOT (l.remaining <=> given.point - COALESCE(used.points, 0))
              AND NOT (l.remaining = 0 AND expired.customer_id IS NOT NULL)
            """;

    private Books() {}

    /** By a connection of our own, not the service's. */
    public static JdbcClient open(TestServers.Schema schema) {
        return JdbcClient.create(new DriverManagerDataSource(schema.url(), schema.user(), schema.password()));
    }

    /**
     * Balance = sum of the ledger = charged points + lots; each line says the balance after it; each order was paid once, and what a
     * cancelled one took from a lot is there again.
     */
    public static void areInOrder(JdbcClient jdbc) {
        assertThat(found(jdbc, OUT_OF_BALANCE)).as("accounts out of balance").isEmpty();
        assertThat(found(jdbc, WRONG_BALANCE_AFTER))
                .as("accounts with a wrong balance after a line")
                .isEmpty();
        assertThat(found(jdbc, PAID_OTHERWISE_THAN_ORDERED))
                .as("orders paid otherwise than ordered")
                .isEmpty();
        assertThat(found(jdbc, PAID_WITHOUT_AN_ORDER))
                .as("paid without an order")
                .isEmpty();
        assertThat(found(jdbc, LOTS_UNEXPLAINED))
                .as("lots that hold something else than the orders left in them")
                .isEmpty();
    }

    private static List<Map<String, @Nullable Object>> found(JdbcClient jdbc, String wrong) {
        return jdbc.sql(wrong).query().listOfRows();
    }
}
