package coffee.system.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * What orders are measured against: the same statements on the same tables, one transaction for each order, and nothing else. No HTTP, no
 * mapper, no relay behind it.
 */
final class RawLoop {

    static final List<Integer> THREADS = List.of(8, 16, 32);

    private static final List<String> TABLES =
            List.of("point_account", "point_entry", "point_lot", "orders", "order_line", "remembered_answer", "outbox");
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    private final String url;
    private final int customers;

    /** @param server a JDBC URL without a database */
    RawLoop(String server, int customers) {
        this.url = server + "raw?user=coffee&password=coffee";
        this.customers = customers;
        try (Connection connection = DriverManager.getConnection(server + "coffee?user=coffee&password=coffee");
                Statement sql = connection.createStatement()) {
            sql.execute("DROP DATABASE IF EXISTS raw");
            sql.execute("CREATE DATABASE raw");
            for (String table : TABLES) {
                sql.execute("CREATE TABLE raw." + table + " LIKE coffee." + table);
            }
            sql.execute("CREATE SEQUENCE raw.order_no START WITH 1 INCREMENT BY 1 CACHE 1000");
            sql.execute("INSERT INTO raw.point_account (customer_id, balance, charged, last_entry)"
                    + " SELECT seq, 1000000000, 1000000000, 0 FROM seq_1_to_" + customers);
        } catch (SQLException failed) {
            throw new BenchFailure("the tables of the raw loop cannot be made: " + failed.getMessage(), failed);
        }
    }

    /** @return orders per second */
    double run(int threads, Duration time) {
        LongAdder orders = new LongAdder();
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService clerks = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> ends = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(clerk -> clerks.submit(() -> take(orders, over)))
                    .toList();
            try {
                Thread.sleep(WARM_UP);
                long before = orders.sum();
                long began = System.nanoTime();
                Thread.sleep(time);
                return (orders.sum() - before) / ((System.nanoTime() - began) / 1e9);
            } finally {
                over.set(true);
                for (Future<?> end : ends) {
                    end.get();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("stopped", stopped);
        } catch (ExecutionException failed) {
            throw new BenchFailure("the raw loop failed: " + failed.getCause(), failed);
        }
    }

    private Void take(LongAdder orders, AtomicBoolean over) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                RawOrder order = new RawOrder(connection, customers)) {
            while (!over.get()) {
                order.place();
                orders.increment();
            }
        }
        return null;
    }
}
