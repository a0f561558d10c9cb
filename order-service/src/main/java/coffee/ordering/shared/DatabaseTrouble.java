package coffee.ordering.shared;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells trouble that passes from trouble that stays. By vendor code, since Spring leaves some of these uncategorized. */
public final class DatabaseTrouble {

    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;
    private static final int RECORD_CHANGED = 1020;
    /** Another instance remembered an answer to this very request first: once more, and it is found. */
    private static final int DUPLICATE_KEY = 1062;

    private static final int DISK_FULL = 1021;
    private static final int WRITE_FAILED = 1026;
    private static final int TABLE_READ_ONLY = 1036;
    private static final int TABLE_FULL = 1114;
    private static final int FORBIDDEN_BY_OPTION = 1290;
    private static final int READ_ONLY = 1836;

    /** Nothing can be written there, whatever it is. */
    private static final Set<Integer> TAKES_NOTHING =
            Set.of(DISK_FULL, WRITE_FAILED, TABLE_READ_ONLY, TABLE_FULL, FORBIDDEN_BY_OPTION, READ_ONLY);

    private static final Set<Integer> PASSING = Set.of(LOCK_WAIT_TIMEOUT, DEADLOCK, RECORD_CHANGED, DUPLICATE_KEY);
    private static final String CONNECTION_LOST = "08";

    private DatabaseTrouble() {}

    /** Whether the same work may well succeed if it is done again. */
    public static boolean passes(Throwable failure) {
        SQLException sql = sqlCauseOf(failure);
        return isAway(failure) || (sql != null && PASSING.contains(sql.getErrorCode()));
    }

    /**
     * Whether there was nobody to talk to, or nobody who can take anything in. A server's own errors have a state; a connection closed under us
     * has none.
     */
    public static boolean isAway(Throwable failure) {
        SQLException sql = sqlCauseOf(failure);
        return failure instanceof CannotCreateTransactionException
                || (sql != null
                        && (sql.getSQLState() == null
                                || sql.getSQLState().startsWith(CONNECTION_LOST)
                                || TAKES_NOTHING.contains(sql.getErrorCode())));
    }

    /** Whether somebody else's transaction kept locked what we wanted, for as long as we wait for such a thing. */
    public static boolean isLocked(Throwable failure) {
        SQLException sql = sqlCauseOf(failure);
        return sql != null && sql.getErrorCode() == LOCK_WAIT_TIMEOUT;
    }

    private static @Nullable SQLException sqlCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
