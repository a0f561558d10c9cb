package coffee.ordering;

import static coffee.ordering.Callers.calls;
import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.local.server.TcpProxy;
import coffee.local.server.TcpProxy.Direction;
import coffee.local.server.TcpProxy.Wire;
import coffee.ordering.Shop.Reply;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Another instance that is neither well nor dead must not keep from this one what it cannot work at itself. */
class NeighbourInTroubleTest extends OrderServiceTest {

    /** Less than anybody waits for a Kafka that does not answer. */
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofSeconds(20);

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

    @Test
    void theOutboxIsSentByOthersWhereOneCannotReachKafka() {
        Map<String, String> cutOff = new HashMap<>(servers.springProperties());
        cutOff.put("spring.kafka.bootstrap-servers", "127.0.0.1:1");
        Instance neighbour = Instance.with(cutOff);
        try {
            for (int order = 1; order <= 16; order++) {
                Shop at = order % 2 == 0 ? shop : neighbour.shop();
                assertThat(at.order("CUST-00000009", ICED_AMERICANO, 1).status())
                        .isIn(200, 409);
                await().atMost(SOON).until(() -> waiting() == 0);
            }
        } finally {
            long began = System.nanoTime();
            neighbour.close();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONG);
        }
    }

    private Map<String, String> over(TcpProxy wire) {
        Map<String, String> properties = new HashMap<>(servers.springProperties());
        properties.put("spring.datasource.url", servers.url().replace(servers.address(), wire.address()));
        properties.put(
                "spring.datasource.hikari.data-source-properties.sessionVariables",
                "innodb_lock_wait_timeout=1,idle_transaction_timeout=2");
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
