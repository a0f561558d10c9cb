package coffee.ordering.desk;

import static org.awaitility.Awaitility.await;

import coffee.local.junit.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Somebody else's transaction, which keeps accounts locked. It has so much to lose that InnoDB ends any other one first. */
final class ForeignLock implements AutoCloseable {

    private final TestServers.Schema servers;
    private final Connection connection;
    private final long id;

    ForeignLock(TestServers.Schema servers, String customer) {
        this(servers);
        alsoLock(customer);
    }

    ForeignLock(TestServers.Schema servers) {
        this.servers = servers;
        try {
            connection = servers.connect();
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS ballast (i INT)");
                connection.setAutoCommit(false);
                statement.execute("INSERT INTO ballast SELECT seq FROM seq_1_to_100");
            }
            id = number(connection, "SELECT CONNECTION_ID()");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    void alsoLock(String customer) {
        hold("SELECT 1 FROM point_account WHERE customer_id = %d FOR UPDATE", customer);
    }

    void alsoLockLotsOf(String customer) {
        hold("SELECT 1 FROM point_lot WHERE customer_id = %d FOR UPDATE", customer);
    }

    /** As a registration that hangs before its commit. */
    void alsoOpen(String customer) {
        hold("INSERT INTO point_account (customer_id, balance, charged, last_entry) VALUES (%d, 0, 0, 0)", customer);
    }

    private void hold(String sql, String customer) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.formatted(Long.parseLong(customer.substring(5))));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    void awaitSomebodyWaiting() {
        await().until(() -> {
            try (Connection observer = servers.connect()) {
                return number(observer, """
                                SELECT COUNT(*) FROM information_schema.innodb_lock_waits waiting
                                JOIN information_schema.innodb_trx holder ON holder.trx_id = waiting.blocking_trx_id
                                WHERE holder.trx_mysql_thread_id = %d""".formatted(id)) > 0;
            }
        });
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Lets everybody go on. */
    @Override
    public void close() {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
