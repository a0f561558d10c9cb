package coffee.ordering.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coffee.local.junit.RealServers;
import coffee.local.junit.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each trouble as MariaDB really makes it, with the number that it really has. */
@RealServers
class DatabaseTroubleTest {

    private Connection ours;
    private Connection other;

    @BeforeEach
    void connect(TestServers.Schema servers) throws SQLException {
        ours = servers.connect();
        other = servers.connect();
        run(ours, "CREATE OR REPLACE TABLE cup (id INT PRIMARY KEY, size INT)");
        run(ours, "INSERT INTO cup VALUES (1, 0), (2, 0)");
        ours.setAutoCommit(false);
        other.setAutoCommit(false);
    }

    @AfterEach
    void leave() throws SQLException {
        ours.close();
        other.close();
    }

    @Test
    void aLockWaitTimeOutPasses() throws SQLException {
        run(other, "UPDATE cup SET size = 1 WHERE id = 1");
        run(ours, "SET innodb_lock_wait_timeout = 0");

        passes(1205, failure("SELECT * FROM cup WHERE id = 1 FOR UPDATE"));
    }

    @Test
    void aDeadlockPasses() throws SQLException {
        run(ours, "SELECT * FROM cup WHERE id = 1 FOR UPDATE");
        run(other, "UPDATE cup SET size = 1 WHERE id = 2");
        CompletableFuture<SQLException> victim =
                CompletableFuture.supplyAsync(() -> failure("SELECT * FROM cup WHERE id = 2 FOR UPDATE"));
        run(other, "UPDATE cup SET size = 1 WHERE id = 1");

        passes(1213, victim.join());
    }

    @Test
    void aRecordThatChangedUnderASnapshotPassesAndReadCommittedHasNone() throws SQLException {
        run(ours, "SET innodb_snapshot_isolation = ON");

        ours.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        somebodyChangesWhatWasRead();
        run(ours, "UPDATE cup SET size = size + 1 WHERE id = 1");
        ours.rollback();

        ours.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        somebodyChangesWhatWasRead();
        passes(1020, failure("UPDATE cup SET size = size + 1 WHERE id = 1"));
    }

    @Test
    void aKilledConnectionPassesAndSaysThatNobodyIsThere(TestServers.Schema servers) throws SQLException {
        long id = ours.unwrap(org.mariadb.jdbc.Connection.class).getThreadId();
        run(other, "KILL CONNECTION " + id);

        SQLException lost = failure("SELECT 1");
        assertThat(DatabaseTrouble.passes(lost)).isTrue();
        assertThat(DatabaseTrouble.isAway(lost)).isTrue();
    }

    @Test
    void whatIsWrongInItselfDoesNotPass() {
        SQLException wrong = failure("SELECT * FROM mug");

        assertThat(DatabaseTrouble.passes(wrong)).isFalse();
        assertThat(DatabaseTrouble.isAway(wrong)).isFalse();
    }

    private void somebodyChangesWhatWasRead() throws SQLException {
        run(ours, "SELECT * FROM cup");
        run(other, "UPDATE cup SET size = size + 1 WHERE id = 1");
        other.commit();
    }

    private static void passes(int code, SQLException failure) {
        assertThat(failure.getErrorCode()).isEqualTo(code);
        assertThat(DatabaseTrouble.passes(new IllegalStateException(failure))).isTrue();
        assertThat(DatabaseTrouble.isAway(failure)).isFalse();
    }

    private SQLException failure(String sql) {
        return catchThrowableOfType(SQLException.class, () -> run(ours, sql));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
