package coffee.system.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** One order in one transaction, with the statements that the service uses for an order of one cup. */
final class RawOrder implements AutoCloseable {

    private static final long PRICE = 4200L;
    private static final int MENUS = 5;
    private static final int SHARDS = 8;

    private final Connection connection;
    private final int customers;
    private final List<PreparedStatement> statements = new ArrayList<>();
    private final PreparedStatement lock;
    private final PreparedStatement recall;
    private final PreparedStatement lots;
    private final PreparedStatement number;
    private final PreparedStatement entry;
    private final PreparedStatement order;
    private final PreparedStatement line;
    private final PreparedStatement answer;
    private final PreparedStatement event;
    private final PreparedStatement account;

    RawOrder(Connection connection, int customers) throws SQLException {
        this.connection = connection;
        this.customers = customers;
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        lock = prepare("SELECT balance, last_entry FROM point_account WHERE customer_id = ? FOR UPDATE");
        recall = prepare("SELECT command, status, body FROM remembered_answer WHERE request = ?");
        lots = prepare("SELECT entry_no, remaining, expires_on FROM point_lot WHERE customer_id = ? AND remaining > 0");
        number = prepare("SELECT NEXT VALUE FOR order_no");
        entry = prepare(
                "INSERT INTO point_entry (customer_id, entry_no, type, point, balance_after, order_no, written_at)"
                        + " VALUES (?, ?, 'USE', ?, ?, ?, UTC_TIMESTAMP(6))");
        order = prepare(
                "INSERT INTO orders (order_no, customer_id, state, order_price, pay_price, use_point, ordered_at)"
                        + " VALUES (?, ?, 'COMPLETE', 4200, 4200, 4200, UTC_TIMESTAMP(6))");
        line = prepare("INSERT INTO order_line (order_no, line_no, menu_id, menu_nm, menu_price, qy)"
                + " VALUES (?, 0, ?, '아이스 아메리카노', 4200, 1)");
        answer = prepare("INSERT INTO remembered_answer (request, command, status, body, remembered_at)"
                + " VALUES (?, ?, 200, ?, UTC_TIMESTAMP(6))");
        event = prepare("INSERT INTO outbox (shard, event_id, event_type, aggregate_type, aggregate_id, payload,"
                + " happened_at) VALUES (?, ?, 'coffee.order.placed.v1', 'order-menu', ?, ?, UTC_TIMESTAMP(6))");
        account = prepare("UPDATE point_account SET balance = ?, charged = ?, last_entry = ? WHERE customer_id = ?");
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statements.add(statement);
        return statement;
    }

    void place() throws SQLException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long customer = 1L + random.nextInt(customers);
        byte[] request = new byte[16];
        random.nextBytes(request);

        long[] balanceAndEntry = numbers(set(lock, customer));
        set(recall, request).executeQuery().close();
        set(lots, customer).executeQuery().close();
        long orderNo = numbers(number)[0];
        String name = String.format(Locale.ROOT, "ORD-%08d", orderNo);
        long balance = balanceAndEntry[0] - PRICE;
        long entryNo = balanceAndEntry[1] + 1;

        set(entry, customer, entryNo, -PRICE, balance, orderNo).executeUpdate();
        set(order, orderNo, customer).executeUpdate();
        set(line, orderNo, 1 + random.nextInt(MENUS)).executeUpdate();
        String body = "{\"orderNo\":\"" + name + "\",\"orderPrice\":4200,\"usePoint\":4200}";
        set(answer, request, request, body).executeUpdate();
        String told = event(name, customer);
        set(event, orderNo % SHARDS, name + "/placed", name, told).executeUpdate();
        set(account, balance, balance, entryNo, customer).executeUpdate();
        connection.commit();
    }

    private static String event(String order, long customer) {
        return String.format(Locale.ROOT, """
                {"orderNo":"%s","customerId":"CUST-%08d","orderPrice":4200,"payPrice":4200,"usePoint":4200,\
                "orderDt":"2026-11-21T20:15:30.123456+09:00",\
                "menus":[{"menuId":"MENU-00000001","menuNm":"아이스 아메리카노","menuPrice":4200,"qy":1}]}""", order, customer);
    }

    private static PreparedStatement set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static long[] numbers(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            row.next();
            long[] numbers = new long[row.getMetaData().getColumnCount()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = row.getLong(i + 1);
            }
            return numbers;
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements) {
            statement.close();
        }
    }
}
