package coffee.ordering;

import static coffee.ordering.Callers.calls;
import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.local.server.TcpProxy;
import coffee.local.server.TcpProxy.Direction;
import coffee.local.server.TcpProxy.Wire;
import coffee.ordering.Shop.Reply;
import coffee.ordering.outbox.Listener;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Another instance that is neither well nor dead must not keep from this one what it cannot work at itself. */
class NeighbourInTroubleTest extends OrderServiceTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String LONGER = "30000";
    private static final int ORDERS = 200;
    /** Of every shard, however few of them an instance has at a time. */
    private static final List<String> KEYS =
            IntStream.range(0, 40).mapToObj(number -> "cup-" + number).toList();

    /** Its host is gone, or stands still: nobody closes its connection, and nothing comes by it. */
    @Test
    void anAccountIsFreeAgainSoonAfterItsInstanceFroze(@Autowired JdbcClient ofTheService) {
        assertThat(ofTheService
                        .sql("SELECT @@idle_transaction_timeout")
                        .query(Integer.class)
                        .single())
                .isEqualTo(30);
        Trap trap = new Trap();
        try (TcpProxy wire = new TcpProxy(servers.address(), trap);
                Instance neighbour = Instance.with(over(wire))) {
            Shop there = neighbour.shop();
            CompletableFuture<Wire> frozen = trap.at("COMMIT", "beforeChargePoint", NeighbourInTroubleTest::freeze);
            CompletableFuture<Reply> lost = calls(() -> there.charge("CUST-00000001", 1_000));
            frozen.join();

            assertThat(shop.charge("CUST-00000001", 500).status()).isEqualTo(200);

            frozen.join().cut();
            assertThat(lost.join().status()).isEqualTo(200);
            assertThat(shop.points("CUST-00000001")).isEqualTo(11_500);
        }
    }

    @Test
    void theOutboxIsSentByOthersSoonAfterAnInstanceFrozeThatWasSendingIt() {
        Trap trap = new Trap();
        try (TcpProxy wire = new TcpProxy(servers.address(), trap);
                Instance _ = Instance.with(over(wire))) {
            CompletableFuture<Wire> frozen =
                    trap.at("FROM outbox WHERE id", "FROM outbox_shard", NeighbourInTroubleTest::freeze);
            frozen.join();
            for (int customer = 1; customer <= 8; customer++) {
                assertThat(shop.order("CUST-0000000" + customer, ICED_AMERICANO, 1)
                                .status())
                        .isEqualTo(200);
            }

            await().atMost(LONG).until(() -> waiting() == 0);
            frozen.join().cut();
        }
    }

    /** Thawed, it holds in its hands what it read before, and does not know that it lost its shards meanwhile. */
    @Test
    void anInstanceThatThawsDoesNotSendWhatOthersHaveSentMeanwhile() {
        Trap trap = new Trap();
        try (TcpProxy wire = new TcpProxy(servers.address(), trap)) {
            try (Instance _ = Instance.with(over(wire))) {
                // It finds these, and is told so when it thaws.
                Wire frozen = trap.at("FROM outbox WHERE id", "FROM outbox_shard", caught -> {
                            insert("before/");
                            caught.hold(Direction.TO_CLIENT);
                        })
                        .join();
                await().atMost(LONG).until(() -> waiting() == 0);
                frozen.release(Direction.TO_CLIENT);
            }
            insert("after/");
        }

        try (Listener listener = new Listener(servers.bootstrapServers(), servers.topicPrefix() + "order-menu")) {
            List<String> ids = Listener.ids(listener.hear(
                    all -> KEYS.stream().allMatch(key -> Listener.ids(all).contains("after/" + key))));
            assertThat(ids.stream().filter(id -> id.startsWith("before/")))
                    .containsExactlyInAnyOrderElementsOf(
                            KEYS.stream().map(key -> "before/" + key).toList());
        }
    }

    @Test
    void theOutboxIsSentByOthersWhereOneCannotReachKafka() {
        shop.charge("CUST-00000009", 1_000_000);
        Map<String, String> properties = cutOff("127.0.0.1:1");
        properties.put("spring.kafka.producer.properties.max.block.ms", LONGER);
        Instance neighbour = Instance.with(properties);
        try {
            for (int order = 1; order <= 16; order++) {
                Shop at = order % 2 == 0 ? shop : neighbour.shop();
                assertThat(at.order("CUST-00000009", ICED_AMERICANO, 1).status())
                        .isEqualTo(200);
                await().atMost(LONG).until(() -> waiting() == 0);
            }
        } finally {
            long began = System.nanoTime();
            neighbour.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONG);
        }
    }

    /** Its name is not even known, so that each try fails at once; and each order wakes the relay. */
    @Test
    void whoCannotReachKafkaDoesNotTryWithEachOrder() {
        shop.charge("CUST-00000009", 1_000_000);
        Map<String, String> properties = cutOff("kafka.invalid:9092");
        properties.put("spring.kafka.admin.properties.config.providers", "knocks");
        properties.put("spring.kafka.admin.properties.config.providers.knocks.class", Knocks.class.getName());
        try (Instance neighbour = Instance.with(properties)) {
            await().until(() -> Knocks.HEARD.get() > 0);
            int before = Knocks.HEARD.get();
            for (int order = 1; order <= ORDERS; order++) {
                assertThat(neighbour
                                .shop()
                                .order("CUST-00000009", ICED_AMERICANO, 1)
                                .status())
                        .isEqualTo(200);
            }

            assertThat(Knocks.HEARD.get() - before).isLessThan(ORDERS / 2);
        }
        await().until(() -> waiting() == 0);
    }

    /** Every client that is made for a look at Kafka makes one of these. */
    public static final class Knocks implements ConfigProvider {

        private static final AtomicInteger HEARD = new AtomicInteger();

        @Override
        public void configure(Map<String, ?> settings) {
            HEARD.incrementAndGet();
        }

        @Override
        public ConfigData get(String path) {
            return new ConfigData(Map.of());
        }

        @Override
        public ConfigData get(String path, Set<String> keys) {
            return get(path);
        }

        @Override
        public void close() {}
    }

    private Map<String, String> cutOff(String kafka) {
        Map<String, String> properties = new HashMap<>(servers.springProperties());
        properties.put("spring.kafka.bootstrap-servers", kafka);
        return properties;
    }

    /** One event for each key, all at once. */
    private void insert(String prefixOfIds) {
        String rows = KEYS.stream()
                .map(key ->
                        "(CRC32('%s') %% 8, '%s%s', 'coffee.cup.washed.v1', 'order-menu', '%s', '{}', UTC_TIMESTAMP(6))"
                                .formatted(key, prefixOfIds, key, key))
                .collect(Collectors.joining(", "));
        jdbc.sql(
                        "INSERT INTO outbox (shard, event_id, event_type, aggregate_type, aggregate_id, payload, happened_at) VALUES "
                                + rows)
                .update();
    }

    private Map<String, String> over(TcpProxy wire) {
        Map<String, String> properties = new HashMap<>(servers.springProperties());
        properties.put("spring.datasource.url", servers.url().replace(servers.address(), wire.address()));
        properties.put(
                "spring.datasource.hikari.data-source-properties.sessionVariables",
                "innodb_lock_wait_timeout=1,idle_transaction_timeout=5");
        return properties;
    }

    private static void freeze(Wire wire) {
        wire.hold(Direction.TO_SERVER);
        wire.hold(Direction.TO_CLIENT);
    }

    private long waiting() {
        return jdbc.sql("SELECT COUNT(*) FROM outbox").query(Long.class).single();
    }
}
