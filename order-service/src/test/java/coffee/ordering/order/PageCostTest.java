package coffee.ordering.order;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.ordering.OrderServiceTest;
import coffee.ordering.Shop.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a page costs is counted in rows that the database reads for it, by the database itself. */
class PageCostTest extends OrderServiceTest {

    private static final int ORDERS = 50_100;

    @BeforeEach
    void countAndFill() {
        jdbc.sql("SET GLOBAL userstat = ON").update();
        if (jdbc.sql("SELECT COUNT(*) FROM orders").query(Long.class).single() == 0) {
            aCustomerOfManyYears();
        }
    }

    @AfterEach
    void countNoMore() {
        jdbc.sql("SET GLOBAL userstat = OFF").update();
    }

    @Test
    void theThousandthPageOfOrdersCostsWhatTheFirstDoes() {
        long first = rowsReadFor("/order?customerId=CUST-00000001", 20);
        long thousandth = rowsReadFor("/order?customerId=CUST-00000001&before=" + orderNo(ORDERS - 20 * 999), 20);

        assertThat(thousandth).isEqualTo(first).isLessThan(100);
    }

    @Test
    void theThousandthPageOfPointsCostsWhatTheFirstDoes() {
        long first = rowsReadFor("/point/CUST-00000001", 100);
        long thousandth = rowsReadFor("/point/CUST-00000001?before=" + (2 * ORDERS - 100 * 999), 100);

        assertThat(thousandth).isEqualTo(first).isLessThan(200);
    }

    @Test
    void theThousandthPageOfPastEventsCostsWhatTheFirstDoes() {
        long first = rowsReadFor("/admin/order-events?limit=20", 20);
        long thousandth = rowsReadFor("/admin/order-events?limit=20&after=" + orderNo(20 * 999), 20);

        assertThat(thousandth).isEqualTo(first).isLessThan(100);
    }

    private long rowsReadFor(String path, int entries) {
        long before = rowsRead();
        Reply page = shop.staffGet(path);
        long after = rowsRead();
        JsonNode json = page.json();
        JsonNode rows = json.isArray() ? json.at("/0/pointDetail") : json.get("events");
        assertThat((rows.isMissingNode() ? json : rows).size()).isEqualTo(entries);
        return after - before;
    }

    private long rowsRead() {
        return jdbc.sql("""
                        SELECT COALESCE(SUM(rows_read), 0) FROM information_schema.table_statistics
                        WHERE table_schema = DATABASE() AND table_name IN ('orders', 'order_line', 'point_account', 'point_lot', 'point_entry')""").query(Long.class).single();
    }

    private static String orderNo(int number) {
        return "ORD-%08d".formatted(number);
    }

    /** Who charged 100 points for each of his orders. */
    private void aCustomerOfManyYears() {
        jdbc.sql("INSERT INTO orders SELECT seq, 1, 'COMPLETE', 100, 100, 100, UTC_TIMESTAMP(6), NULL FROM seq_1_to_"
                        + ORDERS)
                .update();
        jdbc.sql("INSERT INTO order_line SELECT seq, 0, 1, 'a cup', 100, 1 FROM seq_1_to_" + ORDERS)
                .update();
        jdbc.sql("""
                INSERT INTO point_entry
                SELECT 1, 2 * seq, 'CHARGE', 100, 10100, NULL, NULL, '', UTC_TIMESTAMP(6) FROM seq_1_to_%1$d
                UNION ALL
                SELECT 1, 2 * seq + 1, 'USE', -100, 10000, NULL, seq, '', UTC_TIMESTAMP(6) FROM seq_1_to_%1$d""".formatted(ORDERS)).update();
        jdbc.sql("UPDATE point_account SET last_entry = 1 + 2 * " + ORDERS + " WHERE customer_id = 1")
                .update();
    }
}
