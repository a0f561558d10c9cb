package coffee.ordering;

import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.local.junit.PrivateServer;
import coffee.local.junit.RealServers;
import coffee.local.junit.TestServers;
import coffee.ordering.Shop.Reply;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The service on servers that are taken away from it. */
@RealServers
class ServiceUnderFaultsTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void takesOrdersWhileKafkaIsAwayAndTellsThemWhenItIsBack(TestServers servers, TestServers.Schema schema) {
        try (PrivateServer kafka = servers.privateKafka()) {
            kafka.stop();
            try (ConfigurableApplicationContext service = start(schema, kafka)) {
                Shop shop = shopOf(service);
                JdbcClient books = Books.open(schema);

                assertThat(shop.get("/actuator/health/readiness").status()).isEqualTo(200);
                List<Reply> orders = IntStream.rangeClosed(1, 9)
                        .mapToObj(customer -> shop.order("CUST-0000000" + customer, ICED_AMERICANO, 1))
                        .toList();
                assertThat(orders).allMatch(order -> order.status() == 200);
                assertThat(outbox(books)).isGreaterThanOrEqualTo(9);

                kafka.start();
                await().atMost(LONG)
                        .untilAsserted(() -> assertThat(outbox(books)).isZero());
                Books.areInOrder(books);
            }
        }
    }

    @Test
    void isNotReadyWithoutItsDatabaseAndLosesNothing(TestServers servers, TestServers.Schema schema) {
        try (PrivateServer database = servers.privateMariaDb();
                ConfigurableApplicationContext service = start(schema, database)) {
            Shop shop = shopOf(service);
            Reply accepted = shop.order("CUST-00000001", ICED_AMERICANO, 1, "Idempotency-Key", "before");

            database.kill();
            Reply away = shop.order("CUST-00000001", ICED_AMERICANO, 1, "Idempotency-Key", "during");
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.text("code")).isEqualTo("TRY_AGAIN_LATER");
            assertThat(away.header("Retry-After")).isNotEmpty();
            assertThat(away.body()).doesNotContainIgnoringCase("exception").doesNotContain("jdbc");
            assertThat(shop.get("/actuator/health/readiness").status()).isEqualTo(503);
            assertThat(shop.get("/actuator/health/liveness").status()).isEqualTo(200);

            database.start();
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(
                                    shop.get("/actuator/health/readiness").status())
                            .isEqualTo(200));
            Reply again = shop.order("CUST-00000001", ICED_AMERICANO, 1, "Idempotency-Key", "before");
            Reply retried = shop.order("CUST-00000001", ICED_AMERICANO, 1, "Idempotency-Key", "during");
            assertThat(again.body()).isEqualTo(accepted.body());
            assertThat(retried.status()).isEqualTo(200);
            assertThat(shop.points("CUST-00000001")).isEqualTo(1_600);
        }
    }

    private static ConfigurableApplicationContext start(TestServers.Schema schema, PrivateServer instead) {
        Map<String, String> properties = new HashMap<>(schema.springProperties());
        properties.putAll(instead.springProperties());
        properties.put("server.port", "0");
        properties.put("coffee.demo-data", "true");
        properties.put("coffee.staff-password", Shop.STAFF_PASSWORD);
        return new SpringApplicationBuilder(OrderServiceApplication.class)
                .run(properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }

    private static Shop shopOf(ConfigurableApplicationContext service) {
        return new Shop(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    private static long outbox(JdbcClient books) {
        return books.sql("SELECT COUNT(*) FROM outbox").query(Long.class).single();
    }
}
