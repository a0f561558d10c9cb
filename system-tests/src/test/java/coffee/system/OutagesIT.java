package coffee.system;

import static coffee.system.Part.DISPLAY;
import static coffee.system.Part.DISPLAY_DB;
import static coffee.system.Part.KAFKA;
import static coffee.system.Part.ORDER;
import static coffee.system.Part.ORDER_DB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.system.CoffeeSystem.Outage;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What goes on while a part is gone, and that nothing is missing once it is back. */
@ExtendWith(SharedCoffee.class)
class OutagesIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    /** As long as twenty orders take, or so many minutes: {@code -Dcoffee.outage=PT3M}. */
    private static final Duration OUTAGE = Duration.parse(System.getProperty("coffee.outage", "PT0S"));

    private static final int LEAST_ORDERS = 20;
    private static final int CHEAP = 200;
    private static final int MUCH = 10_000_000;

    private final CoffeeSystem coffee;
    private final Staff staff;

    OutagesIT(CoffeeSystem coffee) {
        this.coffee = coffee;
        this.staff = new Staff(coffee);
    }

    @Test
    void ordersGoOnWhileTheDisplayIsDeadAndItCatchesUp() {
        String menu = staff.sell("죽은 화면", 1_000);
        Guest guest = Guest.of(coffee).withPoints(100_000);
        guest.buy(menu);
        try (Outage _ = coffee.without(DISPLAY)) {
            assertThat(coffee.http(DISPLAY).get("/display/menu").status()).isZero();
            IntStream.range(0, 20).forEach(order -> guest.buy(menu));
            assertThat(guest.cancel(guest.buy(menu)).status()).isEqualTo(200);
            staff.change(menu, "산 화면", 1_100);
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(coffee.board().orderCount(menu)).isEqualTo(21));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(coffee.http(DISPLAY)
                                .get("/display/menu/" + menu)
                                .json()
                                .get("menuNm")
                                .asString())
                        .isEqualTo("산 화면"));
    }

    @Test
    void theBoardsAreServedWhileOrderServiceIsDeadAndARepeatedOrderIsNotPaidTwice() {
        String menu = staff.sell("닫힌 창구", 1_000);
        Guest guest = Guest.of(coffee);
        Reply first = guest.order(menu, 1, "one cup");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(coffee.board().orderCount(menu)).isEqualTo(1));
        try (Outage _ = coffee.without(ORDER)) {
            assertThat(guest.order(menu, 1, "one cup").status()).isZero();
            Reply board = coffee.http(DISPLAY).get("/display/menu");
            assertThat(board.status()).isEqualTo(200);
            assertThat(board.body()).contains(menu);
            await().atMost(SOON).until(this::theBoardIsFresh);
            assertThat(coffee.board().orderCount(menu)).isEqualTo(1);
        }

        Reply again = guest.order(menu, 1, "one cup");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(guest.points()).isEqualTo(9_000);
    }

    @Test
    void ordersGoOnWhileKafkaIsAwayAndNothingIsLost() {
        String menu = staff.sell("먼 소식", CHEAP);
        Guest guest = Guest.of(coffee).withPoints(MUCH);
        guest.buy(menu);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(coffee.board().orderCount(menu)).isEqualTo(1));
        String last;
        int meanwhile;
        try (Outage _ = coffee.without(KAFKA)) {
            meanwhile = keepBuying(guest, menu);
            assertThat(guest.cancel(guest.buy(menu)).status()).isEqualTo(200);
            last = guest.buy(menu);
            assertThat(coffee.board().orderCount(menu)).isEqualTo(1);
            assertThat(waiting().get("lowest").isNull()).isFalse();
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(coffee.board().orderCount(menu)).isEqualTo(meanwhile + 2));
        await().atMost(SOON).until(() -> waiting().get("lowest").isNull());
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(coffee.dataPlatform().orderNumbers()).contains(last));
    }

    /** @return how many orders */
    private static int keepBuying(Guest guest, String menu) {
        long end = System.nanoTime() + OUTAGE.toNanos();
        int orders = 0;
        while (orders < LEAST_ORDERS || System.nanoTime() < end) {
            guest.buy(menu);
            orders++;
        }
        System.out.println(orders + " orders meanwhile");
        return orders;
    }

    private JsonNode waiting() {
        return coffee.asStaff(ORDER).get("/admin/outbox").json();
    }

    @Test
    void ordersAreRefusedWhileTheirDatabaseIsAwayAndTheSameKeyIsGoodAfterwards() {
        String menu = staff.sell("빈 금고", 1_000);
        Guest guest = Guest.of(coffee);
        try (Outage _ = coffee.without(ORDER_DB)) {
            Reply refused = guest.order(menu, 1, "in the dark");
            assertThat(refused.status()).as(refused.body()).isEqualTo(503);
            assertThat(refused.header("Content-Type")).contains("application/problem+json");
            assertThat(refused.json().get("code").asString()).isEqualTo("TRY_AGAIN_LATER");
            assertThat(refused.body()).doesNotContainIgnoringCase("sql").doesNotContain("Exception");
            assertThat(coffee.http(ORDER).get("/actuator/health/readiness").status())
                    .isEqualTo(503);
            assertThat(coffee.http(ORDER).get("/actuator/health/liveness").status())
                    .isEqualTo(200);
            assertThat(coffee.http(DISPLAY).get("/display/menu").body()).contains(menu);
        }

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(guest.order(menu, 1, "in the dark").status()).isEqualTo(200));
        assertThat(guest.points()).isEqualTo(9_000);
        await().atMost(SOON)
                .until(() ->
                        coffee.http(ORDER).get("/actuator/health/readiness").status() == 200);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(coffee.board().orderCount(menu)).isEqualTo(1));
    }

    @Test
    void theBoardsAreServedWithTheirAgeWhileTheirDatabaseIsAwayAndOrdersGoOn() {
        String menu = staff.sell("어제 신문", CHEAP);
        Guest guest = Guest.of(coffee).withPoints(MUCH);
        long letters = deadLetters();
        guest.buy(menu);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(coffee.board().orderCount(menu)).isEqualTo(1));
        int meanwhile;
        try (Outage _ = coffee.without(DISPLAY_DB)) {
            meanwhile = keepBuying(guest, menu);
            await().atMost(SOON)
                    .until(() -> coffee.http(DISPLAY)
                            .get("/display/menu")
                            .header("Age")
                            .isPresent());
            Reply best = coffee.http(DISPLAY).get("/display/best");
            assertThat(best.status()).isEqualTo(200);
            assertThat(Long.parseLong(best.header("Age").orElseThrow())).isPositive();
            assertThat(coffee.http(DISPLAY).get("/display/menu").body()).contains(menu);
            assertThat(coffee.board().orderCount(menu)).isEqualTo(1);
            assertThat(coffee.http(DISPLAY).get("/actuator/health/readiness").status())
                    .isEqualTo(200);
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(coffee.board().orderCount(menu)).isEqualTo(meanwhile + 1));
        await().atMost(SOON).until(this::theBoardIsFresh);
        assertThat(deadLetters()).isEqualTo(letters);
    }

    private boolean theBoardIsFresh() {
        return coffee.http(DISPLAY).get("/display/menu").header("Age").isEmpty();
    }

    private long deadLetters() {
        return coffee.asStaff(DISPLAY)
                .get("/admin/dead-letters")
                .json()
                .get("open")
                .longValue();
    }
}
