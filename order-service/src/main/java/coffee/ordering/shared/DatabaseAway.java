package coffee.ordering.shared;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** A start without the database, explained. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class DatabaseAway extends AbstractFailureAnalyzer<SQLException> {

    private static final String UNREACHABLE = "08";
    private static final String NOT_LET_IN = "28";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        String state = cause.getSQLState();
        if (state == null || !(state.startsWith(UNREACHABLE) || state.startsWith(NOT_LET_IN))) {
            return null;
        }
        return new FailureAnalysis(
                "The database cannot be reached, or does not let us in: " + cause.getMessage(),
                "Start MariaDB, or correct SPRING_DATASOURCE_URL, _USERNAME and _PASSWORD.",
                cause);
    }
}
