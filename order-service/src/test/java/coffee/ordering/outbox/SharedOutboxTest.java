package coffee.ordering.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.ordering.OrderServiceTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Somebody else sends too, and dies. A look at everything would come in an hour only. */
@TestPropertySource(properties = {"coffee.outbox.floor-margin=0", "coffee.outbox.full-scan=1h"})
class SharedOutboxTest extends OrderServiceTest {

    private static final String LEFT = "left";

    @Test
    void whatSomebodyElseLeftInAShardIsSentBeforeWhatCameAfterIt() throws SQLException {
        await().until(() -> waiting() == 0);
        try (Connection other = servers.connect()) {
            other.setAutoCommit(false);
            try (Statement sql = other.createStatement()) {
                sql.execute("SELECT shard FROM outbox_shard WHERE shard = " + Shards.of(LEFT) + " FOR UPDATE");
            }
            insert(LEFT, "left/1");
            insert(neighbour(), "passing/1");
            await().until(() -> waiting() == 1);
            insert(LEFT, "left/2");
            other.rollback();
        }

        try (Listener listener = new Listener(servers.bootstrapServers(), servers.topicPrefix() + "order-menu")) {
            assertThat(Listener.ids(ofLeft(listener.hear(all -> ofLeft(all).size() == 2))))
                    .containsExactly("left/1", "left/2");
        }
    }

    /** Of another shard, which the same worker sends. */
    private static String neighbour() {
        int shard = Shards.of(LEFT);
        return IntStream.range(0, 1000)
                .mapToObj(number -> "passing " + number)
                .filter(key -> Shards.of(key) != shard && Shards.of(key) % 2 == shard % 2)
                .findFirst()
                .orElseThrow();
    }

    private void insert(String key, String eventId) {
        jdbc.sql("""
                INSERT INTO outbox (shard, event_id, event_type, aggregate_type, aggregate_id, payload, happened_at)
                VALUES (?, ?, 'coffee.cup.washed.v1', 'order-menu', ?, '{}', UTC_TIMESTAMP(6))""").params(Shards.of(key), eventId, key).update();
    }

    private static List<ConsumerRecord<String, byte[]>> ofLeft(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().filter(record -> record.key().equals(LEFT)).toList();
    }

    private long waiting() {
        return jdbc.sql("SELECT COUNT(*) FROM outbox").query(Long.class).single();
    }
}
