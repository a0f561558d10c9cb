package coffee.display;

import static java.time.ZonedDateTime.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.events.OrderPlaced;
import coffee.local.junit.RealServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Marks are kept for 90 days, and one more. */
@RealServers
@TestPropertySource(properties = {"coffee.intake.forget-every=50ms", "coffee.intake.count-backlog-every=100ms"})
class ForgettingTest extends DisplayTest {

    @Test
    void knowsAnEventForAsLongAsItWouldLetItIn() {
        clock.moveTo(parse("2026-01-10T12:00:00+09:00"));
        OrderPlaced order = order("2026-01-10T12:00:00+09:00", cups(1, menu("once")));
        say(order);
        await().until(() -> best("/2026-01-10").equals(List.of("once 1")));
        double repeated = metric("coffee.intake.events?tag=outcome:repeated");

        clock.moveTo(parse("2026-04-10T12:00:00+09:00"));
        forgetWhatIsOlder();
        say(order);

        await().until(() -> metric("coffee.intake.events?tag=outcome:repeated") == repeated + 1);
        assertThat(best("/2026-01-10")).containsExactly("once 1");
    }

    @Test
    void doesNotCountAgainWhatItMayHaveForgotten() {
        clock.moveTo(parse("2026-07-10T12:00:00+09:00"));
        OrderPlaced order = order("2026-07-10T12:00:00+09:00", cups(1, menu("never twice")));
        say(order);
        await().until(() -> best("/2026-07-10").equals(List.of("never twice 1")));
        int before = deadLetters(ORDERS).size();

        clock.moveTo(parse("2026-10-12T12:00:00+09:00"));
        await().until(() -> marksOf(order.id()) == 0);
        say(order);

        await().until(() -> deadLetters(ORDERS).size() == before + 1);
        assertThat(header(deadLetters(ORDERS).getLast(), "dlt_reason")).startsWith("too old to know");
        assertThat(best("/2026-07-10")).containsExactly("never twice 1");
    }

    @Test
    void takesACancelOfTodayForAnOrderOfLongAgo() {
        clock.moveTo(parse("2027-01-10T12:00:00+09:00"));
        OrderPlaced order = order("2027-01-10T12:00:00+09:00", cups(1, menu("regretted")));
        say(order);
        await().until(() -> best("/2027-01-10").equals(List.of("regretted 1")));

        clock.moveTo(parse("2027-12-10T12:00:00+09:00"));
        say(cancel(order, "2027-12-10T11:00:00+09:00"));

        await().until(() -> best("/2027-01-10").isEmpty());
    }

    /** Nor does the removal of old books, which waits for the same locks. */
    @Test
    void keepsNothingElseFromItsWork() throws SQLException {
        clock.moveTo(parse("2028-01-10T12:00:00+09:00"));
        String latte = menu("held up");
        say(order("2028-01-10T12:00:00+09:00", cups(1, latte)));
        await().until(() -> best("/2028-01-10").equals(List.of("held up 1")));
        try (Connection holder = holder();
                Statement statement = holder.createStatement()) {
            statement.executeQuery("SELECT * FROM sales FOR UPDATE");
            statement.execute("INSERT INTO applied_event (event_id, day) VALUES ('held', '2026-01-08')");
            awaitSomebodyWhoWaitsFor("applied_event");

            say(order("2028-01-10T12:00:00+09:00", cups(1, latte)));

            await().until(() -> metric("coffee.intake.backlog") > 0);
            holder.rollback();
        }
        await().until(() -> best("/2028-01-10").equals(List.of("held up 2")));
    }

    /** Returns when everything that may be forgotten is: a mark of two days before the horizon is among it. */
    private void forgetWhatIsOlder() {
        database.update("INSERT INTO applied_event (event_id, day) VALUES ('old', '2026-01-08')");
        await().until(() -> marksOf("old") == 0);
    }

    private int marksOf(String eventId) {
        return database.queryForList("SELECT day FROM applied_event WHERE event_id = ?", eventId)
                .size();
    }
}
