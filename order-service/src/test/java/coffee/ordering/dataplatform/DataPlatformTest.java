package coffee.ordering.dataplatform;

import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.ordering.OrderServiceTest;
import coffee.ordering.Shop.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A service with a data platform of its own, whose patience is measured in fractions of a second. */
@TestPropertySource(
        properties = {
            "coffee.data-platform.calls-at-once=8",
            "coffee.data-platform.connect-timeout=500ms",
            "coffee.data-platform.read-timeout=2s",
            "coffee.data-platform.call-timeout=4s",
            "coffee.data-platform.attempts=3",
            "coffee.data-platform.retry-from=50ms",
            "coffee.data-platform.retry-to=2s",
            "coffee.data-platform.breaker-pause=1500ms"
        })
abstract class DataPlatformTest extends OrderServiceTest {

    static final Duration LONG = Duration.ofSeconds(40);
    static final String CUSTOMER = "CUST-00000001";
    static final String LETTERS = "/admin/data-platform/dead-letters";

    static Platform platform = new Platform();

    @DynamicPropertySource
    static void platform(DynamicPropertyRegistry properties) {
        properties.add("coffee.data-platform.url", platform::url);
    }

    @BeforeAll
    static void open() {
        platform.heal();
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    @BeforeEach
    void fillThePurse() {
        assertThat(shop.charge(CUSTOMER, 1_000_000).status()).isEqualTo(200);
    }

    /** Whatever a test did, nothing is under way after it, and the letters that it left are gone. */
    @AfterEach
    void heal() throws Exception {
        platform.heal();
        await().atMost(LONG).untilAsserted(() -> assertThat(metric("under-way")).isZero());
        try (Admin kafka = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            if (kafka.listTopics().names().get(10, TimeUnit.SECONDS).contains(lettersTopic())) {
                kafka.deleteRecords(Map.of(new TopicPartition(lettersTopic(), 0), RecordsToDelete.beforeOffset(-1)))
                        .all()
                        .get(10, TimeUnit.SECONDS);
            }
        }
    }

    String lettersTopic() {
        return servers.topicPrefix() + "order-menu-data-platform-dlt";
    }

    String order() {
        Reply order = shop.order(CUSTOMER, ICED_AMERICANO, 1);
        assertThat(order.status()).isEqualTo(200);
        return order.text("orderNo");
    }

    List<String> orders(int count) {
        return IntStream.range(0, count).mapToObj(each -> order()).toList();
    }

    void areTold(List<String> orderNos) {
        await().atMost(LONG).untilAsserted(() -> assertThat(platform.orderNos()).containsAll(orderNos));
    }

    void isTold(String orderNo) {
        areTold(List.of(orderNo));
    }

    List<JsonNode> letters() {
        List<JsonNode> letters = new ArrayList<>();
        shop.staffGet(LETTERS).json().get("letters").forEach(letters::add);
        return letters;
    }

    List<String> eventIdsOfLetters() {
        return letters().stream()
                .map(letter -> letter.get("eventId").asString())
                .toList();
    }

    Reply replay() {
        return shop.staffPost(LETTERS + "/replay", "");
    }

    /** Of a gauge its value, of a counter its count. */
    double metric(String name) {
        return shop.staffGet("/actuator/metrics/coffee.data-platform." + name)
                .json()
                .at("/measurements/0/value")
                .doubleValue();
    }
}
