package coffee.ordering.dataplatform;

import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.local.junit.PrivateServer;
import coffee.local.junit.RealServers;
import coffee.local.junit.TestServers;
import coffee.ordering.Books;
import coffee.ordering.OrderServiceApplication;
import coffee.ordering.Shop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Services that come and go while the platform is told of their orders. */
@RealServers
class DataPlatformUnderFaultsTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final Platform platform = new Platform();
    private final List<Service> services = new ArrayList<>();
    private TestServers.Schema schema;

    @BeforeEach
    void enter(TestServers.Schema schema) {
        this.schema = schema;
    }

    @AfterEach
    void leave() {
        platform.heal();
        services.forEach(Service::close);
        platform.close();
        Books.areInOrder(Books.open(schema));
    }

    @Test
    void losesNothingWhenItIsRestartedInTheMiddleOfAnOutageAndRepeatsNothingWithoutNeed() {
        Service first = start(Map.of());
        platform.become("broken", 0);
        List<String> orders = new ArrayList<>(first.orders(30));
        await().atMost(LONG).untilAsserted(() -> assertThat(platform.calls()).isGreaterThan(10));
        long began = System.nanoTime();
        first.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));

        Service second = start(Map.of());
        orders.addAll(second.orders(10));
        platform.heal();
        isTold(orders);
        assertThat(second.shop.staffGet(DataPlatformTest.LETTERS).number("waiting"))
                .isZero();
        second.close();

        Service third = start(Map.of());
        long repeated = platform.repeated();
        isTold(third.orders(3));
        assertThat(platform.repeated()).isEqualTo(repeated);
    }

    @Test
    void staysAMemberOfItsGroupThroughAnOutageThatIsLongerThanKafkaWaitsForAPoll() {
        Service service = start(Map.of("spring.kafka.consumer.properties.max.poll.interval.ms", "4000"));
        platform.become("broken", 0);
        List<String> orders = service.orders(10);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(service.metric("oldest")).isGreaterThan(9));
        platform.heal();

        isTold(orders);
        isTold(service.orders(5));
        assertThat(platform.repeated()).isZero();
    }

    @Test
    void twoInstancesShareTheWorkAndOneTakesOverWhatTheOtherLeavesUndone() {
        Service one = start(Map.of());
        Service other = start(Map.of());
        List<String> orders = new ArrayList<>();
        await().atMost(LONG).untilAsserted(() -> {
            orders.addAll(one.orders(6));
            isTold(orders);
            assertThat(one.delivered()).isPositive();
            assertThat(other.delivered()).isPositive();
        });
        platform.become("broken", 0);
        orders.addAll(other.orders(30));
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(one.metric("under-way") + other.metric("under-way"))
                        .isEqualTo(30));
        other.close();
        orders.addAll(one.orders(5));
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(one.metric("under-way")).isEqualTo(35));
        platform.heal();

        isTold(orders);
        assertThat(one.shop.staffGet(DataPlatformTest.LETTERS).number("waiting"))
                .isZero();
    }

    @Test
    void tellsThemWhenKafkaIsThereAtLast(TestServers servers) {
        try (PrivateServer kafka = servers.privateKafka()) {
            kafka.stop();
            try (Service service = start(kafka.springProperties())) {
                List<String> orders = new ArrayList<>(service.orders(5));
                assertThat(service.shop.staffGet(DataPlatformTest.LETTERS).text("code"))
                        .isEqualTo("TRY_AGAIN_LATER");
                kafka.start();
                isTold(orders);

                kafka.kill();
                orders.addAll(service.orders(5));
                kafka.start();
                isTold(orders);
            }
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void withoutAPlatformNobodyReadsForItAndTheLogSaysSo(CapturedOutput log) throws Exception {
        try (Service service = start(Map.of(
                        "coffee.data-platform.url", "",
                        "coffee.topic-prefix", schema.topicPrefix() + "off-",
                        "logging.level.coffee.ordering.dataplatform", "info"));
                Admin kafka = Admin.create(Map.of("bootstrap.servers", schema.bootstrapServers()))) {
            assertThat(service.orders(1)).hasSize(1);
            assertThat(service.shop.staffGet(DataPlatformTest.LETTERS).text("code"))
                    .isEqualTo("NOT_FOUND");
            assertThat(log)
                    .contains("COFFEE_DATA_PLATFORM_URL is not set: paid orders are not told to a data platform");
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals(DataPlatform.NAME));
            assertThat(kafka.listGroups().all().get())
                    .noneMatch(group -> group.groupId().equals(schema.topicPrefix() + "off-data-platform"));
        }
    }

    private void isTold(List<String> orders) {
        await().atMost(LONG).untilAsserted(() -> assertThat(platform.orderNos()).containsAll(orders));
    }

    private Service start(Map<String, String> instead) {
        Map<String, String> properties = new HashMap<>(schema.springProperties());
        properties.put("server.port", "0");
        properties.put("coffee.demo-data", "true");
        properties.put("coffee.staff-password", Shop.STAFF_PASSWORD);
        properties.put("coffee.data-platform.url", platform.url());
        properties.put("coffee.data-platform.read-timeout", "2s");
        properties.put("coffee.data-platform.breaker-pause", "500ms");
        properties.put("coffee.data-platform.retry-to", "1s");
        properties.putAll(instead);
        Service service = new Service(new SpringApplicationBuilder(OrderServiceApplication.class)
                .run(properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new)));
        services.add(service);
        return service;
    }

    private static final class Service implements AutoCloseable {

        private final ConfigurableApplicationContext context;
        private final Shop shop;

        private Service(ConfigurableApplicationContext context) {
            this.context = context;
            this.shop = new Shop(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        }

        private List<String> orders(int count) {
            assertThat(shop.charge("CUST-00000001", 1_000_000).status()).isEqualTo(200);
            return IntStream.range(0, count)
                    .mapToObj(each -> shop.order("CUST-00000001", ICED_AMERICANO, 1))
                    .map(order -> order.text("orderNo"))
                    .toList();
        }

        private double delivered() {
            return metric("orders?tag=outcome:delivered");
        }

        private double metric(String name) {
            return shop.staffGet("/actuator/metrics/coffee.data-platform." + name)
                    .json()
                    .at("/measurements/0/value")
                    .doubleValue();
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
