package coffee.display.intake;

import static java.util.stream.Collectors.toUnmodifiableSet;

import coffee.display.intake.Entry.Sale;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Stream;
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
    Set<String> mark(int book, Collection<Sale> sales) {
        if (sales.isEmpty()) {
            return Set.of();
        }
        String rows = "(?,?,?)" + ",(?,?,?)".repeat(sales.size() - 1);
        Object[] values = sales.stream()
                .flatMap(sale -> Stream.of(book, sale.id(), sale.markedOn()))
                .toArray();
        return jdbc
                .queryForList(
                        "INSERT IGNORE INTO applied_event (book, event_id, day) VALUES " + rows + " RETURNING event_id",
                        String.class,
                        values)
                .stream()
                .collect(toUnmodifiableSet());
    }

    /** A few at a time, so that nobody waits for it; answers how many. */
    int forgetBefore(LocalDate day, int most) {
        return jdbc.update("DELETE FROM applied_event WHERE day < ? LIMIT ?", day, most);
    }
}
