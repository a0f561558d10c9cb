package coffee.system.bench;

import coffee.system.CoffeeSystem;
import coffee.system.Part;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What every section measures on: the whole system, running, with customers who have charged.
 *
 * @param time how long one figure is measured
 * @param progress is told, in a line, what is going on
 * @param drawings takes what is better seen than read
 */
record Bed(CoffeeSystem coffee, Wrk wrk, Duration time, Consumer<String> progress, Consumer<Chart> drawings) {

    /** Below are the demo's. */
    static final int FIRST_CUSTOMER = 101;

    static final int CUSTOMERS = 2_000;
    /** Those of the demo that are on sale. */
    static final int MENUS = 5;

    private static final int MOST_ROUNDS = 20;
    private static final int ROUNDS_TO_BE_SURE = 3;
    private static final double STILL_GROWING = 1.04;

    private static final double AT_REST = 0.15;
    private static final int LOOKS_AT_REST = 5;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAY_TO_REST = Duration.ofMinutes(3);

    String orderUrl() {
        return "http://127.0.0.1:" + coffee.port(Part.ORDER);
    }

    String displayUrl(String path) {
        return "http://127.0.0.1:" + coffee.port(Part.DISPLAY) + path;
    }

    String databaseUrl(Part database) {
        return "jdbc:mariadb://127.0.0.1:" + coffee.port(database) + "/";
    }

    String kafka() {
        return "127.0.0.1:" + coffee.port(Part.KAFKA);
    }

    Wrk.Load order(int callers, Duration howLong) {
        return wrk.order(orderUrl(), callers, howLong, FIRST_CUSTOMER, CUSTOMERS, MENUS);
    }

    /** Until it gets no faster for a while: the JVM compiles what it sees to be hot, on the same cores, and one slow round says nothing. */
    void warmUpOrders() {
        double best = 0;
        int slower = 0;
        for (int round = 1; round <= MOST_ROUNDS && slower < ROUNDS_TO_BE_SURE; round++) {
            double rate = order(256, Duration.ofSeconds(10)).perSecond();
            progress.accept("warming up: " + Math.round(rate) + " orders/s");
            slower = rate < best * STILL_GROWING ? slower + 1 : 0;
            best = Math.max(best, rate);
        }
    }

    /** Until whatever the last load has left to be done is done, such as pages that the database has yet to write. */
    void awaitRest() {
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long deadline = System.nanoTime() + LONGEST_WAY_TO_REST.toNanos();
        // The first answer is about nothing.
        machine.getCpuLoad();
        for (int calm = 0; calm < LOOKS_AT_REST && System.nanoTime() < deadline; ) {
            LockSupport.parkNanos(LOOK.toNanos());
            calm = machine.getCpuLoad() < AT_REST ? calm + 1 : 0;
        }
    }

    Connection connect(Part database, String schema) throws SQLException {
        return DriverManager.getConnection(databaseUrl(database) + schema + "?user=coffee&password=coffee");
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
