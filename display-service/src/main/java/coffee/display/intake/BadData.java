package coffee.display.intake;

import java.sql.SQLException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;

/** Tells what the database refuses for what it is, now and for ever, from trouble that passes. */
final class BadData {

    private BadData() {}

    /** SQLState 22 (data) and 23 (integrity) say so; anything else, known or not, is trouble that passes. */
    static boolean isTheCauseOf(DataAccessException failed) {
        return NestedExceptionUtils.getMostSpecificCause(failed) instanceof SQLException sql
                && sql.getSQLState() != null
                && (sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23"));
    }

    static String reasonOf(DataAccessException failed) {
        return String.valueOf(NestedExceptionUtils.getMostSpecificCause(failed).getMessage());
    }
}
