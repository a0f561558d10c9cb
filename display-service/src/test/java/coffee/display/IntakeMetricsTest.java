package coffee.display;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.events.OrderPlaced;
import coffee.local.junit.RealServers;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@RealServers
@TestPropertySource(properties = "coffee.intake.count-backlog-every=100ms")
class IntakeMetricsTest extends DisplayTest {

    @Test
    void countsWhatBecameOfEachEventAndHowManyCameTogether() {
        String latte = menu("counted");
        OrderPlaced order = order("2026-01-20T12:00:00+09:00", cups(1, latte));
        double applied = outcome("applied");
        double repeated = outcome("repeated");
        double refused = outcome("refused");
        double batches = metric("coffee.intake.batch");

        say(order);
        await().until(() -> outcome("applied") == applied + 1);
        say(order);
        say(ORDERS, "coffee.order.placed.v9", "{}".getBytes(UTF_8));

        await().until(() -> outcome("repeated") == repeated + 1 && outcome("refused") == refused + 1);
        assertThat(outcome("applied")).isEqualTo(applied + 1);
        await().until(() -> metric("coffee.intake.batch") >= batches + 2);
        assertThat(total("coffee.intake.batch")).isGreaterThanOrEqualTo(4);
    }

    @Test
    void tellsHowLongAnOrderTookToBeShown() {
        String latte = menu("late");
        double before = metric("coffee.intake.lag");
        double seconds = total("coffee.intake.lag");

        // The clock stands still, so this order will have waited for exactly ninety seconds.
        say(order(clock.instant().minusSeconds(90).toString(), cups(1, latte)));

        await().until(() -> metric("coffee.intake.lag") == before + 1);
        assertThat(total("coffee.intake.lag") - seconds).isEqualTo(90);
        assertThat(get("/actuator/prometheus", "Authorization", staff()).body())
                .contains("coffee_intake_lag_seconds_bucket{le=\"0.3\"}")
                .contains("coffee_intake_lag_seconds_bucket{le=\"300.0\"}");
    }

    @Test
    void tellsHowManyEventsAreWaitingAndHowOldTheBoardsAre() {
        String latte = menu("waiting");
        await().until(() -> metric("coffee.intake.backlog") == 0);
        assertThat(metric("coffee.board.age")).isLessThan(2);
        database.execute("RENAME TABLE sales TO sales_away");

        say(order("2026-01-20T12:00:00+09:00", cups(1, latte)));
        say(order("2026-01-20T12:00:00+09:00", cups(1, latte)));
        say(order("2026-01-20T12:00:00+09:00", cups(1, latte)));

        await().until(() -> metric("coffee.intake.backlog") == 3);
        database.execute("RENAME TABLE sales_away TO sales");
        await().until(() -> metric("coffee.intake.backlog") == 0);

        database.execute("RENAME TABLE board_version TO board_version_away");
        await().until(() -> metric("coffee.board.age") > 2);
        database.execute("RENAME TABLE board_version_away TO board_version");
        await().until(() -> metric("coffee.board.age") < 1);
    }

    private double outcome(String outcome) {
        return metric("coffee.intake.events?tag=outcome:" + outcome);
    }

    /** The second of the measurements; the first is the count. */
    private double total(String name) {
        return read(get("/actuator/metrics/" + name, "Authorization", staff()).body())
                .get("measurements")
                .get(1)
                .get("value")
                .asDouble();
    }
}
