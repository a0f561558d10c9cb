package coffee.display.shared;

import java.sql.SQLException;
import org.springframework.core.NestedExceptionUtils;

/** Tells what the database refuses for what it is, now and for ever, from trouble that passes. */
public final class BadData {

    private BadData() {}

    /** SQLState 22 (data) and 23 (integrity) say so; anything else, known or not, is trouble that passes. */
    public static boolean isTheCauseOf(RuntimeException failed) {
        return NestedExceptionUtils.getMostSpecificCause(failed) instanceof SQLException sql
                && sql.getSQLState() != null
                && (sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23"));
    }

    public static String reasonOf(RuntimeException failed) {
        return String.valueOf(NestedExceptionUtils.getMostSpecificCause(failed).getMessage());
    }
}
