package coffee.ordering.shared;

import java.sql.SQLException;
import org.flywaydb.core.internal.exception.FlywaySqlException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A start without the database, explained. */
class DatabaseAway extends AbstractFailureAnalyzer<FlywaySqlException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, FlywaySqlException cause) {
        Throwable reason = cause.getCause() instanceof SQLException sql ? sql : cause;
        return new FailureAnalysis(
                "The database cannot be reached or does not let us in: " + reason.getMessage(),
                "Start MariaDB, or correct SPRING_DATASOURCE_URL, _USERNAME and _PASSWORD.",
                cause);
    }
}
