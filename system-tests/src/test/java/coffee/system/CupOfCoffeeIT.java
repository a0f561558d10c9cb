package coffee.system;

import static coffee.system.Part.DATA_PLATFORM;
import static coffee.system.Part.KAFKA;
import static coffee.system.Part.ORDER;
import static coffee.system.Part.ORDER_DB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The way of an order through the whole system, and what is left of it when several parts of the system are gone. */
@ExtendWith(SharedCoffee.class)
class CupOfCoffeeIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String ICED_AMERICANO = "MENU-00000001";
    private static final String HOT_AMERICANO = "MENU-00000002";
    private static final String ICED_CHOCOLATE = "MENU-00000004";

    private final CoffeeSystem coffee;
    private final Counter counter;

    CupOfCoffeeIT(CoffeeSystem coffee) {
        this.coffee = coffee;
        this.counter = coffee.counter();
    }

    @Test
    void aPaidOrderIsCountedAmongThePopularMenus() {
        assertThat(counter.charge("CUST-00000001", 20_000)
                        .json()
                        .get("afterChargePoint")
                        .longValue())
                .isEqualTo(30_000);
        assertThat(counter.order("CUST-00000001", ICED_AMERICANO, 2, "").status())
                .isEqualTo(200);
        assertThat(counter.order("CUST-00000001", ICED_AMERICANO, 1, "").status())
                .isEqualTo(200);

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(coffee.board().orderCount(ICED_AMERICANO)).isEqualTo(2));
    }

    @Test
    void aPaidOrderReachesTheDataPlatformThroughTheDeathOfEither() {
        String first = orderNo(counter.order("CUST-00000005", HOT_AMERICANO, 1, ""));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(coffee.dataPlatform().orderNumbers()).contains(first));
        coffee.kill(DATA_PLATFORM);
        String second = orderNo(counter.order("CUST-00000005", HOT_AMERICANO, 1, ""));
        coffee.kill(ORDER);
        coffee.start(ORDER);
        coffee.start(DATA_PLATFORM);

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(coffee.dataPlatform().orderNumbers()).contains(second));
    }

    private static String orderNo(Reply order) {
        assertThat(order.status()).isEqualTo(200);
        return order.json().get("orderNo").asString();
    }

    @Test
    void everythingIsStillThereAfterKafkaAndTheDatabaseWereKilledAndAllWasRestarted() {
        coffee.kill(KAFKA);
        assertThat(counter.order("CUST-00000004", ICED_CHOCOLATE, 1, "").status())
                .isEqualTo(200);
        coffee.kill(ORDER_DB);
        assertThat(counter.order("CUST-00000004", ICED_CHOCOLATE, 1, "second").status())
                .isEqualTo(503);
        coffee.down();
        coffee.up();

        assertThat(counter.order("CUST-00000004", ICED_CHOCOLATE, 1, "second").status())
                .isEqualTo(200);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(coffee.board().orderCount(ICED_CHOCOLATE)).isEqualTo(2));
        assertThat(coffee.http(ORDER)
                        .get("/point/CUST-00000004")
                        .json()
                        .at("/0/point")
                        .longValue())
                .isEqualTo(1_000);
    }
}
