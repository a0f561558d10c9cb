package coffee.ordering.idempotency;

import static coffee.ordering.Callers.atOnce;
import static coffee.ordering.Shop.HOT_CHOCOLATE;
import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.local.junit.TestServers;
import coffee.ordering.Instance;
import coffee.ordering.OrderServiceTest;
import coffee.ordering.Shop;
import coffee.ordering.Shop.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = {OrderServiceTest.NOBODY_HANGS, "coffee.idempotency.forget-every=200ms"})
class IdempotencyTest extends OrderServiceTest {

    private static final String KEY = IdempotencyKey.HEADER;

    private static Instance other;

    @BeforeAll
    static void openAnotherInstance(TestServers.Schema servers) {
        String[] setting = NOBODY_HANGS.split("=", 2);
        Map<String, String> properties = new HashMap<>(servers.springProperties());
        properties.put(setting[0], setting[1]);
        other = Instance.with(properties);
    }

    @AfterAll
    static void closeIt() {
        other.close();
    }

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

    /** Bare, the blanks would be the header's, and the quotes no part of the key. */
    @ParameterizedTest
    @ValueSource(strings = {"\"  x\"", "\" \"", "\"\"a\"\"", "\"a\"\""})
    void tellsTheKeySoThatItIsTheSameWhenItIsSentBack(String key) {
        Reply first = shop.charge("CUST-00000008", 100, KEY, key);
        Reply again = shop.charge("CUST-00000008", 100, KEY, first.header(KEY));

        assertThat(first.header(KEY)).isEqualTo(key);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
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

    /** Also by whoever has not yet looked at what is asked for. */
    @Test
    void tellsTheKeyWhateverItRefuses() {
        String ofAnOrder = "/order/ORD-99999999/cancel";
        for (String door : List.of("/point", "/order", ofAnOrder)) {
            assertThat(List.of(
                            refused(406, shop.post(door, "{}", KEY, "a key", "Accept", "text/html")),
                            refused(413, shop.post(door, " ".repeat(65_537), KEY, "a key"))))
                    .as(door)
                    .containsOnly("a key");
        }
        assertThat(refused(415, shop.post("/order", "{}", KEY, "a key", "Content-Type", "text/plain")))
                .isEqualTo("a key");
        assertThat(refused(406, shop.post("/order", "{}", KEY, "\"no key", "Accept", "text/html")))
                .isEmpty();
        assertThat(refused(404, shop.cancel("ORD-99999999", KEY, "a key"))).isEqualTo("a key");
        assertThat(refused(405, shop.post("/point/CUST-00000001", "{}", KEY, "a key")))
                .isEmpty();
    }

    private static String refused(int status, Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        return reply.header(KEY);
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
    void manyCopiesOfAChargeHaveOneEffectAndOneAnswer() {
        String customer = newCustomer();
        oneOf64CopiesIsServed(at -> at.charge(customer, 5_000, KEY, "copies"));
        assertThat(shop.points(customer)).isEqualTo(15_000);
    }

    @Test
    void manyCopiesOfAnOrderHaveOneEffectAndOneAnswer() {
        String customer = newCustomer();
        oneOf64CopiesIsServed(at -> at.order(customer, ICED_AMERICANO, 1, KEY, "copies"));
        assertThat(shop.points(customer)).isEqualTo(5_800);
        assertThat(shop.get("/order?customerId=" + customer).json()).hasSize(1);
    }

    @Test
    void manyCopiesOfACancelHaveOneEffectAndOneAnswer() {
        String customer = newCustomer();
        String orderNo = shop.order(customer, ICED_AMERICANO, 1).text("orderNo");
        oneOf64CopiesIsServed(at -> at.cancel(orderNo, KEY, "copies"));
        assertThat(shop.points(customer)).isEqualTo(10_000);
    }

    @Test
    void manyCopiesOfWhatIsRefusedHaveOneAnswer() {
        String customer = newCustomer();
        oneOf64CopiesIsServed(at -> at.order(customer, ICED_AMERICANO, 3, KEY, "copies"));
        assertThat(shop.points(customer)).isEqualTo(10_000);
    }

    @Test
    void manyCopiesOfAChargeForAnUnknownCustomerHaveOneAnswerAlsoWhenHeIsKnownAfterwards() {
        String customer = "CUST-00009000";
        Function<Shop, Reply> charge = at -> at.charge(customer, 5_000, KEY, "copies");
        Reply refused = oneOf64CopiesIsServed(charge);
        shop.post("/customer", "{\"customerId\":\"" + customer + "\"}");
        Reply again = charge.apply(shop);

        assertThat(refused.status()).isEqualTo(404);
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.body()).isEqualTo(refused.body());
        assertThat(isReplayed(again)).isTrue();
        assertThat(shop.charge(customer, 5_000, KEY, "another").status()).isEqualTo(200);
        assertThat(shop.points(customer)).isEqualTo(15_000);
    }

    /** There is no account that they could wait for: both instances find no answer, and each gives one. */
    @Test
    void twoInstancesRefuseAnUnknownCustomerAtOnceWithOneAnswer() {
        for (int unknown = 9_001; unknown <= 9_032; unknown++) {
            String customer = "CUST-%08d".formatted(unknown);
            oneOfTheCopiesIsServed(2, at -> at.charge(customer, 5_000, KEY, "copies"));
        }
    }

    @Test
    void anAnswerIsRememberedForThirtyDays() {
        String customer = newCustomer();
        shop.charge(customer, 1_000, KEY, "remembered");
        theNewestAnswerWasGiven(29);
        shop.charge(customer, 1_000, KEY, "forgotten");
        theNewestAnswerWasGiven(31);

        await().until(() -> jdbc.sql(
                                "SELECT COUNT(*) FROM remembered_answer WHERE remembered_at < UTC_TIMESTAMP(6) - INTERVAL 30 DAY")
                        .query(Long.class)
                        .single()
                == 0);
        assertThat(isReplayed(shop.charge(customer, 1_000, KEY, "remembered"))).isTrue();
        assertThat(isReplayed(shop.charge(customer, 1_000, KEY, "forgotten"))).isFalse();
        assertThat(shop.points(customer)).isEqualTo(13_000);
    }

    private void theNewestAnswerWasGiven(int daysAgo) {
        jdbc.sql(
                        "UPDATE remembered_answer SET remembered_at = UTC_TIMESTAMP(6) - INTERVAL ? DAY ORDER BY id DESC LIMIT 1")
                .param(daysAgo)
                .update();
    }

    @Test
    void answersAreRememberedAcrossARestart() {
        String customer = newCustomer();
        String orderNo = shop.order(customer, ICED_AMERICANO, 1).text("orderNo");
        List<Function<Shop, Reply>> requests = List.of(
                at -> at.charge(customer, 700, KEY, "once"),
                at -> at.order(customer, ICED_AMERICANO, 1, KEY, "once"),
                at -> at.order(customer, ICED_AMERICANO, 100, KEY, "too dear"),
                at -> at.cancel(orderNo, KEY, "once"));
        List<String> before = answers(requests, other.shop());

        other.close();
        openAnotherInstance(servers);

        assertThat(answers(requests, other.shop())).isEqualTo(before);
        assertThat(shop.points(customer)).isEqualTo(10_000 + 700 - 4_200);
    }

    @Test
    void ofTwoRequestsUnderOneKeyAtOnceOneIsServedAndTheOtherNot() {
        String customer = newCustomer();
        List<Reply> replies = atOnce(
                32,
                copy -> (copy % 2 == 0 ? shop : other.shop())
                        .charge(customer, copy < 16 ? 1_000 : 2_000, KEY, "two requests"));

        List<Reply> served =
                replies.stream().filter(reply -> reply.status() == 200).toList();
        List<Reply> refused =
                replies.stream().filter(reply -> reply.status() == 422).toList();
        assertThat(served).hasSize(16);
        assertThat(refused).hasSize(16);
        assertThat(served.stream().map(Reply::body).distinct()).hasSize(1);
        assertThat(shop.points(customer)).isEqualTo(served.getFirst().number("afterChargePoint"));
    }

    /** Without the lock they would still all be right, by the ledger's unique numbers, but only after failing and trying again. */
    @Test
    void twoInstancesServeOneCustomerOneAfterAnotherWithoutTryingTwice() {
        String customer = newCustomer();
        double before = retries(shop) + retries(other.shop());
        List<Reply> replies = atOnce(200, copy -> (copy % 2 == 0 ? shop : other.shop()).charge(customer, 100));

        assertThat(replies).allMatch(reply -> reply.status() == 200);
        assertThat(shop.points(customer)).isEqualTo(30_000);
        assertThat(retries(shop) + retries(other.shop()) - before).isZero();
    }

    private static double retries(Shop shop) {
        return shop.metric("coffee.desk.retries", "COUNT");
    }

    private Reply oneOf64CopiesIsServed(Function<Shop, Reply> send) {
        return oneOfTheCopiesIsServed(64, send);
    }

    /** @return what all of them are answered */
    private Reply oneOfTheCopiesIsServed(int copies, Function<Shop, Reply> send) {
        List<Reply> replies = atOnce(copies, copy -> send.apply(copy % 2 == 0 ? shop : other.shop()));

        assertThat(replies.stream().map(Reply::status).distinct()).hasSize(1);
        assertThat(replies.stream().map(Reply::body).distinct()).hasSize(1);
        assertThat(replies.stream().filter(IdempotencyTest::isReplayed)).hasSize(copies - 1);
        return replies.getFirst();
    }

    private static List<String> answers(List<Function<Shop, Reply>> requests, Shop at) {
        return requests.stream()
                .map(request -> request.apply(at))
                .map(reply -> reply.status() + reply.body())
                .toList();
    }

    private String newCustomer() {
        return shop.post("/customer", "{}").text("customerId");
    }

    private static boolean isReplayed(Reply reply) {
        return reply.header(IdempotencyKey.REPLAYED).equals("true");
    }
}
