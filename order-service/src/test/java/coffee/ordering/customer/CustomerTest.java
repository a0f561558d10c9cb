package coffee.ordering.customer;

import static coffee.ordering.Callers.atOnce;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.ordering.Instance;
import coffee.ordering.MovableClock;
import coffee.ordering.OrderServiceTest;
import coffee.ordering.Shop;
import coffee.ordering.Shop.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = OrderServiceTest.NOBODY_HANGS)
class CustomerTest extends OrderServiceTest {

    private static final LocalTime LAST_MOMENT = LocalTime.of(23, 59, 59, 999_000_000);
    private static final MovableClock TURN_OF_THE_YEAR = new MovableClock(Instant.parse("2026-12-31T03:00:00Z"));

    /** For another instance. Ours goes by the real time, hence no configuration that a test finds by itself. */
    static class AtTheTurnOfTheYear {

        @Bean
        @Primary
        Clock turnOfTheYear() {
            return TURN_OF_THE_YEAR;
        }
    }

    @Test
    void anyoneBecomesACustomerWithAGiftThatLastsToTheEndOfNextYear() {
        Reply registered = shop.post("/customer", "{}");

        assertThat(registered.status()).isEqualTo(201);
        String customerId = registered.text("customerId");
        assertThat(customerId).isGreaterThan("CUST-00000010");
        assertThat(registered.number("point")).isEqualTo(10_000);
        assertThat(shop.points(customerId)).isEqualTo(10_000);
        assertThat(lastDay(shop, customerId)).isEqualTo(lastDay(shop, "CUST-00000001"));
    }

    /** By the shop's calendar, wherever the service runs. */
    @Test
    void aGiftCountsUntilTheNextYearIsOverInSeoul() {
        try (Instance instance = Instance.on(servers, AtTheTurnOfTheYear.class)) {
            Shop there = instance.shop();
            TURN_OF_THE_YEAR.passUntil(LAST_MOMENT);
            String early = there.post("/customer", "{}").text("customerId");
            // In London it is eleven at night, and still the old year.
            TURN_OF_THE_YEAR.passUntil(LocalTime.of(8, 0));
            String late = there.post("/customer", "{}").text("customerId");

            assertThat(lastDay(there, early)).isEqualTo("20271231");
            assertThat(lastDay(there, late)).isEqualTo("20281231");

            TURN_OF_THE_YEAR.pass(Duration.ofDays(364));
            TURN_OF_THE_YEAR.passUntil(LAST_MOMENT);
            assertThat(there.points(early)).isEqualTo(10_000);
            TURN_OF_THE_YEAR.passUntil(LocalTime.MIDNIGHT);
            assertThat(there.points(early)).isZero();
            assertThat(there.points(late)).isEqualTo(10_000);
        }
    }

    private static String lastDay(Shop at, String customerId) {
        return at.get("/point/" + customerId)
                .json()
                .at("/0/pointDetail/0/expDate")
                .asString();
    }

    @Test
    void anIdOfOnesChoiceIsGivenOnce() {
        assertThat(shop.post("/customer", "{\"customerId\":\"CUST-00000012\"}").status())
                .isEqualTo(201);

        Reply again = shop.post("/customer", "{\"customerId\":\"CUST-00000012\"}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("code")).isEqualTo("CUSTOMER_EXISTS");
        assertThat(shop.points("CUST-00000012")).isEqualTo(10_000);

        Reply next = shop.post("/customer", "{}");
        Reply afterNext = shop.post("/customer", "{}");
        assertThat(next.text("customerId")).isNotEqualTo("CUST-00000012");
        assertThat(afterNext.text("customerId")).isNotEqualTo("CUST-00000012");
    }

    @Test
    void ofManyWhoChooseOneIdAtOnceOneGetsItWithOneGift() {
        List<Reply> replies = atOnce(16, each -> shop.post("/customer", "{\"customerId\":\"CUST-00000777\"}"));

        List<Reply> refused =
                replies.stream().filter(reply -> reply.status() != 201).toList();
        assertThat(refused).hasSize(15);
        assertThat(refused).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.text("code")).isEqualTo("CUSTOMER_EXISTS");
        });
        assertThat(shop.points("CUST-00000777")).isEqualTo(10_000);
        assertThat(shop.get("/point/CUST-00000777").json().at("/0/pointDetail")).hasSize(1);
    }

    @Test
    void refusesAnIdThatIsNone() {
        assertThat(shop.post("/customer", "{\"customerId\":\"me\"}").invalidFields())
                .containsExactly("customerId");
    }
}
