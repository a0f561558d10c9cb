package coffee.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.local.junit.TestServers;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What must hold of the books after whatever happened. */
public final class Books {

    private static final String OUT_OF_BALANCE = """
            SELECT a.customer_id FROM point_account a
            WHERE a.balance <> a.charged + (SELECT COALESCE(SUM(l.remaining), 0) FROM point_lot l WHERE l.customer_id = a.customer_id)
               OR a.balance <> (SELECT COALESCE(SUM(e.point), 0) FROM point_entry e WHERE e.customer_id = a.customer_id)
               OR a.last_entry <> (SELECT COUNT(*) FROM point_entry e WHERE e.customer_id = a.customer_id)
            """;

    private static final String WRONG_BALANCE_AFTER = """
            SELECT customer_id FROM (
                SELECT customer_id, balance_after, SUM(point) OVER (PARTITION BY customer_id ORDER BY entry_no) AS so_far
                FROM point_entry) AS running
            WHERE balance_after <> so_far OR balance_after < 0
            """;

    private static final String PAID_OTHERWISE_THAN_ORDERED = """
            SELECT o.order_no FROM orders o
            WHERE o.order_price <> (SELECT SUM(l.menu_price * l.qy) FROM order_line l WHERE l.order_no = o.order_no)
               OR -o.use_point <> (SELECT SUM(e.point) FROM point_entry e WHERE e.order_no = o.order_no AND e.type = 'USE')
               OR IF(o.state = 'CANCEL', o.use_point, 0)
                  <> (SELECT COALESCE(SUM(e.point), 0) FROM point_entry e WHERE e.order_no = o.order_no AND e.type = 'REFUND')
            """;

    private Books() {}

    /** By a connection of our own, not the service's. */
    public static JdbcClient open(TestServers.Schema schema) {
        return JdbcClient.create(new DriverManagerDataSource(schema.url(), schema.user(), schema.password()));
    }

    /** Balance = sum of the ledger = charged points + lots; each line says the balance after it; each order was paid once. */
    public static void areInOrder(JdbcClient jdbc) {
        assertThat(jdbc.sql(OUT_OF_BALANCE).query(Long.class).list())
                .as("accounts out of balance")
                .isEmpty();
        assertThat(jdbc.sql(WRONG_BALANCE_AFTER).query(Long.class).list())
                .as("accounts with a wrong balance after a line")
                .isEmpty();
        assertThat(jdbc.sql(PAID_OTHERWISE_THAN_ORDERED).query(Long.class).list())
                .as("orders paid otherwise than ordered")
                .isEmpty();
    }
}
