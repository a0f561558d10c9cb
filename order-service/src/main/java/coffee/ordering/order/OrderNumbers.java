package coffee.ordering.order;

import coffee.ordering.shared.OrderNo;
import java.util.Iterator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Order numbers, unique and growing. They are drawn under the lock of the customer's account, from the one sequence of
 * the database: so a customer's later order has the higher number, whichever instance took it.
 */
@Component
class OrderNumbers {

    private final JdbcClient jdbc;

    OrderNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** As many as may be needed, in one query. What is not used is a gap. */
    Iterator<OrderNo> draw(int count) {
        return jdbc.sql("SELECT NEXT VALUE FOR order_no FROM seq_1_to_" + count)
                .query((row, number) -> new OrderNo(row.getLong(1)))
                .list()
                .iterator();
    }
}
