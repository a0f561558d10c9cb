package coffee.display.shared;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells a database that is away, which is waited for, from one that does not let us in, which ends the start with one plain line. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class DatabaseAway extends AbstractFailureAnalyzer<SQLException> {

    private static final String CONNECTION = "08";
    private static final String ACCESS = "28";

    static boolean isTheCauseOf(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith(CONNECTION);
            }
            if (at instanceof SQLTransientConnectionException) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        if (cause.getSQLState() == null || !cause.getSQLState().startsWith(ACCESS)) {
            return null;
        }
        String why = NestedExceptionUtils.getMostSpecificCause(cause).getMessage();
        return new FailureAnalysis(
                "the display database cannot be used (" + why + ").", "See spring.datasource.url.", cause);
    }
}
