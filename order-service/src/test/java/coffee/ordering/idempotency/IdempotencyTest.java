package coffee.ordering.idempotency;

import static coffee.ordering.Shop.HOT_CHOCOLATE;
import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.local.junit.TestServers;
import coffee.ordering.OrderServiceApplication;
import coffee.ordering.OrderServiceTest;
import coffee.ordering.Shop;
import coffee.ordering.Shop.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class IdempotencyTest extends OrderServiceTest {

    private static final String KEY = IdempotencyKey.HEADER;

    @Test
    void answersARepetitionWithTheFirstAnswerToTheByte() {
        Reply first = shop.order("CUST-00000001", ICED_AMERICANO, 1, KEY, "a key");
        Reply again = shop.order("CUST-00000001", ICED_AMERICANO, 1, KEY, "\"a key\"");

        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.header(KEY)).isEqualTo("a key");
        assertThat(shop.points("CUST-00000001")).isEqualTo(5_800);
    }

    @Test
    void makesAKeyForThoseWhoSendNone() {
        Reply first = shop.charge("CUST-00000002", 5_000);
        String key = first.header(KEY);
        Reply again = shop.charge("CUST-00000002", 5_000, KEY, key);

        assertThat(key).isNotBlank();
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(shop.points("CUST-00000002")).isEqualTo(15_000);
    }

    @Test
    void refusesTheKeyForAnotherRequest() {
        shop.order("CUST-00000003", ICED_AMERICANO, 1, KEY, "once");
        Reply other = shop.order("CUST-00000003", HOT_CHOCOLATE, 1, KEY, "once");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(shop.points("CUST-00000003")).isEqualTo(5_800);
    }

    @Test
    void whiteSpaceAndTheOrderOfFieldsMakeNoOtherRequest() {
        Reply first = shop.post("/point", "{\"customerId\":\"CUST-00000004\",\"chargeAmt\":1000}", KEY, "spaced");
        Reply again = shop.post(
                "/point", "{ \"chargeAmt\" : 1000,\n\"customerId\":\"CUST-00000004\", \"more\":1}", KEY, "spaced");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void aKeyBelongsToACustomerAndAnOperation() {
        assertThat(shop.charge("CUST-00000005", 1_000, KEY, "shared").status()).isEqualTo(200);
        Reply order = shop.order("CUST-00000005", ICED_AMERICANO, 1, KEY, "shared");
        Reply somebodyElses = shop.charge("CUST-00000006", 1_000, KEY, "shared");

        assertThat(order.header("Idempotent-Replayed")).isEmpty();
        assertThat(order.number("usePoint")).isEqualTo(4_200);
        assertThat(somebodyElses.header("Idempotent-Replayed")).isEmpty();
        assertThat(shop.points("CUST-00000006")).isEqualTo(11_000);
    }

    @Test
    void aRefusalStaysTheAnswerEvenAfterACharge() {
        Reply refused = shop.order("CUST-00000007", ICED_AMERICANO, 3, KEY, "too dear");
        shop.charge("CUST-00000007", 100_000);
        Reply again = shop.order("CUST-00000007", ICED_AMERICANO, 3, KEY, "too dear");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body()).isEqualTo(refused.body());
        assertThat(shop.points("CUST-00000007")).isEqualTo(110_000);
    }

    @Test
    void whatWasNotUnderstoodIsNotRemembered() {
        Reply invalid = shop.charge("CUST-00000008", 1, KEY, "mended");
        Reply mended = shop.charge("CUST-00000008", 1_000, KEY, "mended");

        assertThat(invalid.status()).isEqualTo(400);
        assertThat(invalid.header(KEY)).isEqualTo("mended");
        assertThat(mended.status()).isEqualTo(200);
    }

    @Test
    void refusesAKeyThatIsNone() {
        for (String key : List.of("", "\"\"", "k".repeat(65), "tab\tkey")) {
            assertThat(shop.charge("CUST-00000008", 1_000, KEY, key).invalidFields())
                    .as("key '%s'", key)
                    .containsExactly(KEY);
        }
        assertThat(shop.charge("CUST-00000008", 1_000, KEY, "one", KEY, "two").status())
                .isEqualTo(400);
    }

    @Test
    void manyCopiesAtOnceOnTwoInstancesHaveOneEffectAndOneAnswer() throws Exception {
        try (ConfigurableApplicationContext other = anotherInstance(servers)) {
            Shop otherShop = new Shop(other.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            List<Reply> replies = atOnce(
                    64,
                    copy -> (copy % 2 == 0 ? shop : otherShop)
                            .order("CUST-00000009", ICED_AMERICANO, 1, KEY, "64 copies"));

            assertThat(replies).allMatch(reply -> reply.status() == 200);
            assertThat(replies.stream().map(Reply::body).distinct()).hasSize(1);
            assertThat(replies.stream()
                            .filter(reply -> reply.header("Idempotent-Replayed").isEmpty()))
                    .hasSize(1);
            assertThat(shop.points("CUST-00000009")).isEqualTo(5_800);
            assertThat(shop.get("/order?customerId=CUST-00000009").json()).hasSize(1);
        }
    }

    /** Without the lock they would still all be right, by the ledger's unique numbers, but only after failing and trying again. */
    @Test
    void twoInstancesServeOneCustomerOneAfterAnotherWithoutTryingTwice() throws Exception {
        try (ConfigurableApplicationContext other = anotherInstance(servers)) {
            Shop otherShop = new Shop(other.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            List<Reply> replies = atOnce(200, copy -> (copy % 2 == 0 ? shop : otherShop).charge("CUST-00000010", 100));

            assertThat(replies).allMatch(reply -> reply.status() == 200);
            assertThat(shop.points("CUST-00000010")).isEqualTo(30_000);
            assertThat(retries(shop) + retries(otherShop)).isZero();
        }
    }

    private static int retries(Shop shop) {
        return shop.staffGet("/actuator/metrics/coffee.desk.retries")
                .json()
                .at("/measurements/0/value")
                .intValue();
    }

    private static ConfigurableApplicationContext anotherInstance(TestServers.Schema schema) {
        Map<String, Object> properties = new HashMap<>(schema.springProperties());
        properties.put("server.port", 0);
        properties.put("coffee.staff-password", Shop.STAFF_PASSWORD);
        return new SpringApplicationBuilder(OrderServiceApplication.class)
                .run(properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }

    private static List<Reply> atOnce(int copies, IntFunction<Reply> send) throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(copies)) {
            List<Callable<Reply>> calls = new ArrayList<>();
            for (int copy = 0; copy < copies; copy++) {
                int number = copy;
                calls.add(() -> send.apply(number));
            }
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> reply : callers.invokeAll(calls)) {
                replies.add(reply.get());
            }
            return replies;
        }
    }
}
