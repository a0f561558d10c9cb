package coffee.display.intake;

import static java.util.stream.Collectors.toUnmodifiableSet;

import coffee.display.intake.Entry.Sale;
import java.util.Collection;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Which events were counted, for as long as they can come again. */
@Component
class Marks {

    private final JdbcTemplate jdbc;

    Marks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Within the caller's transaction; answers the ids of those that had no mark yet. In one statement, and given in the order of their ids,
     * so that of two instances with the same events one waits and then finds nothing new.
     */
    Set<String> mark(Collection<Sale> sales) {
        if (sales.isEmpty()) {
            return Set.of();
        }
        String rows = "(?)" + ",(?)".repeat(sales.size() - 1);
        Object[] values = sales.stream()
                .map(Sale::id)
                .toArray();
        return jdbc
                .queryForList(
                        "INSERT IGNORE INTO applied_event (event_id) VALUES " + rows + " RETURNING event_id",
                        String.class,
                        values)
                .stream()
                .collect(toUnmodifiableSet());
    }
}
