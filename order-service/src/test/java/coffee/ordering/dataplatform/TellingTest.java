package coffee.ordering.dataplatform;

import static coffee.ordering.Shop.HOT_CHOCOLATE;
import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.local.junit.Breakdown;
import coffee.ordering.Shop.Line;
import feign.RequestInterceptor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How paid orders come to the platform, well or not. */
@Import(TellingTest.BrittleCall.class)
class TellingTest extends DataPlatformTest {

    private static final Breakdown READING = new Breakdown();
    private static final Breakdown CALLING = new Breakdown();

    @DynamicPropertySource
    static void breakdown(DynamicPropertyRegistry properties) {
        properties.add("spring.kafka.consumer.properties.interceptor.classes", BrittleReading.class::getName);
    }

    /** Whoever intercepts may throw what he likes: Kafka's client catches exceptions only. */
    public static final class BrittleReading implements ConsumerInterceptor<byte[], byte[]> {

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            if (records.partitions().stream()
                    .anyMatch(partition -> partition.topic().endsWith("order-menu"))) {
                READING.strike();
            }
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public void configure(Map<String, ?> settings) {}

        @Override
        public void close() {}
    }

    /** Feign asks all of them before it calls. */
    static class BrittleCall {

        @Bean
        RequestInterceptor brittle() {
            return request -> CALLING.strike();
        }
    }

    @Test
    void aPaidOrderIsToldAsAgreedWithItsEventsId() {
        String orderNo = shop.order(CUSTOMER, List.of(new Line(ICED_AMERICANO, 2), new Line(HOT_CHOCOLATE, 1)))
                .text("orderNo");
        isTold(orderNo);

        JsonNode told = platform.orders().stream()
                .filter(order -> order.at("/body/orderNo").asString().equals(orderNo))
                .findFirst()
                .orElseThrow();
        assertThat(told.get("eventId").asString()).isEqualTo(orderNo + "/placed");
        assertThat(told.get("body")).isEqualTo(JsonMapper.shared().readTree("""
                        {"customerId":"CUST-00000001","orderNo":"%s","payPrice":12900,
                         "menus":[{"menuId":"MENU-00000001","qy":2,"payPrice":8400},{"menuId":"MENU-00000003","qy":1,"payPrice":4500}],
                         "orderDt":"%s"}""".formatted(
                        orderNo, shop.get("/order/" + orderNo).text("orderDt"))));
        assertThat(metric("lag")).isPositive();
    }

    @Test
    void aCancelIsNotTold() {
        double skipped = skipped();
        String cancelled = order();
        assertThat(shop.cancel(cancelled).status()).isEqualTo(200);

        await().atMost(LONG).untilAsserted(() -> assertThat(skipped()).isEqualTo(skipped + 1));
        isTold(cancelled);
        assertThat(platform.orderNos()).containsOnlyOnce(cancelled);
        assertThat(letters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow", "trickle", "broken", "down"})
    void ordersGoOnWhileThePlatformIsInTroubleAndAreToldAfterIt(String trouble) {
        platform.become(trouble, trouble.equals("slow") ? 600_000 : 400);
        long before = platform.calls();
        long repeated = platform.repeated();
        Instant began = Instant.now();
        List<String> orders = orders(20);
        Duration taken = Duration.between(began, Instant.now());
        await().atMost(LONG).untilAsserted(() -> assertThat(platform.calls()).isGreaterThan(before + 8));
        double failures = metric("failures");
        await().atMost(LONG).untilAsserted(() -> assertThat(metric("failures")).isGreaterThan(failures + 5));

        assertThat(taken).isLessThan(Duration.ofSeconds(20));
        assertThat(platform.orderNos()).doesNotContainAnyElementsOf(orders);
        assertThat(letters()).as("of an outage nothing is put aside").isEmpty();
        platform.heal();
        areTold(orders);
        assertThat(letters()).isEmpty();
        assertThat(platform.repeated())
                .as("whoever did not take an order was not told it twice")
                .isEqualTo(repeated);
    }

    @Test
    void ordersGoOnWhileNobodyIsAtThePlatformsAddress() {
        platform.vanish();
        List<String> orders = orders(20);
        double failures = metric("failures");
        await().atMost(LONG).untilAsserted(() -> assertThat(metric("failures")).isGreaterThan(failures + 12));

        assertThat(letters()).isEmpty();
        platform.comeBack();
        areTold(orders);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 401, 403, 404, 408, 425, 429, 500, 502, 503, 504})
    void whatPassesIsTriedAgain(int status) {
        platform.fault("{\"status\":%d,\"times\":2}".formatted(status));
        isTold(order());
        assertThat(letters()).isEmpty();
    }

    @Test
    void comesBackNoSoonerThanThePlatformAsksFor() {
        platform.fault("{\"status\":429,\"times\":1,\"retryAfterSeconds\":1}");
        Instant began = Instant.now();
        String orderNo = order();
        isTold(orderNo);

        JsonNode told = platform.orders().stream()
                .filter(order -> order.at("/body/orderNo").asString().equals(orderNo))
                .findFirst()
                .orElseThrow();
        assertThat(Instant.parse(told.get("at").asString())).isAfterOrEqualTo(began.plusSeconds(1));
    }

    @Test
    void theBreakerOpensAndClosesAndNobodyIsAskedWhileItIsOpen() {
        platform.become("broken", 0);
        List<String> orders = new ArrayList<>(orders(20));
        await().atMost(LONG).untilAsserted(() -> assertThat(metric("breaker")).isEqualTo(1));

        // Until an order comes and waits within one pause of the breaker.
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(metric("in-flight")).isZero();
            long calls = platform.calls();
            double underWay = metric("under-way");
            orders.add(order());
            while (metric("under-way") <= underWay) {
                assertThat(metric("breaker")).isEqualTo(1);
            }
            assertThat(metric("breaker")).isEqualTo(1);
            assertThat(platform.calls()).isEqualTo(calls);
        });
        platform.heal();
        areTold(orders);
        await().atMost(LONG).untilAsserted(() -> {
            order();
            assertThat(metric("breaker")).isZero();
        });
    }

    @Test
    void readsOnAfterAnError() {
        String orderNo;
        try (Breakdown.Time _ = READING.begin()) {
            orderNo = order();
            await().atMost(LONG).until(() -> READING.struck() >= 2);
        }

        isTold(orderNo);
        assertThat(platform.orderNos()).containsOnlyOnce(orderNo);
    }

    @Test
    void anErrorIsNoOrdersFaultWhichIsTriedAgain() {
        String orderNo;
        try (Breakdown.Time _ = CALLING.begin()) {
            orderNo = order();
            await().atMost(LONG).until(() -> CALLING.struck() >= 2);
        }

        isTold(orderNo);
        assertThat(platform.orderNos()).containsOnlyOnce(orderNo);
        assertThat(letters()).isEmpty();
    }

    @Test
    void errorsUseUpNoneOfTheCallsByWhichTheBreakerTriesWhetherToClose() {
        platform.become("broken", 0);
        List<String> orders = orders(20);
        await().atMost(LONG).untilAsserted(() -> assertThat(metric("breaker")).isEqualTo(1));
        try (Breakdown.Time _ = CALLING.begin()) {
            platform.heal();
            await().atMost(LONG).until(() -> CALLING.struck() >= 3);
        }

        areTold(orders);
        assertThat(letters()).isEmpty();
    }

    @Test
    void tellsSeveralAtOnceButNotTooMany() {
        platform.become("slow", 100);
        List<String> orders = orders(40);
        areTold(orders);

        assertThat(platform.mostAtOnce()).isBetween(2L, 8L);
        assertThat(letters()).isEmpty();
    }

    private double skipped() {
        return metric("orders?tag=outcome:skipped");
    }
}
