package coffee.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.local.junit.RealServers;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** A night of one second. */
@RealServers
@TestPropertySource(properties = {"coffee.reconciliation.nightly=* * * * * *", "coffee.reconciliation.days=3"})
class NightlyLookTest extends DisplayTest {

    private static final PaperOrders PAPER = new PaperOrders();

    @DynamicPropertySource
    static void orderService(DynamicPropertyRegistry registry) {
        registry.add("coffee.order-service.url", PAPER::address);
    }

    @AfterAll
    static void close() {
        PAPER.close();
    }

    @Test
    void raisesTheAlarmAboutTheLastDaysAndKeepsItWhileOrderServiceIsAway() {
        clock.moveTo(ZonedDateTime.parse("2026-03-10T00:30:00+09:00"));
        await().until(() -> metric("coffee.reconciliation.last.success")
                == ZonedDateTime.parse("2026-03-10T00:30:00+09:00").toEpochSecond());
        assertThat(metric("coffee.reconciliation.differences")).isZero();

        String latte = menu("never told");
        PAPER.write(order("2026-03-07T23:59:59+09:00", cups(1, latte)));
        PAPER.write(order("2026-03-08T00:00:00+09:00", cups(1, latte)));
        PAPER.write(order("2026-03-10T00:00:00+09:00", cups(1, latte)));
        await().until(() -> metric("coffee.reconciliation.differences") == 2);

        double failures = metric("coffee.reconciliation.runs?tag=outcome:failure");
        PAPER.disturb((path, time) -> "500");
        await().until(() -> metric("coffee.reconciliation.runs?tag=outcome:failure") > failures);
        assertThat(metric("coffee.reconciliation.differences")).isEqualTo(2);
        assertThat(metric("coffee.reconciliation.still.arriving")).isZero();
    }
}
