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
    private static final String LATE = "late";
    private static final String LOST = "lost";
    private static final String KEPT = "kept";

    @Test
    void whatSomebodyElseLeftInAShardIsSentBeforeWhatCameAfterIt() throws SQLException {
        await().until(() -> waiting() == 0);
        try (Connection other = servers.connect()) {
            other.setAutoCommit(false);
            try (Statement sql = other.createStatement()) {
                sql.execute("SELECT shard FROM outbox_shard WHERE shard = " + Shards.of(LEFT) + " FOR UPDATE");
            }
            insert(LEFT, "left/1");
            insert(neighbourOf(LEFT), "passing/1");
            await().until(() -> waiting() == 1);
            other.rollback();
        }

        try (Listener listener = new Listener(servers.bootstrapServers(), servers.topicPrefix() + "order-menu")) {
            listener.hear(all -> !of(LEFT, all).isEmpty());
            insert(LEFT, "left/2");
            assertThat(Listener.ids(of(LEFT, listener.hear(all -> of(LEFT, all).size() == 2))))
                    .containsExactly("left/1", "left/2");
        }
    }

    @Test
    void whatCouldNotBeSentIsTriedAgainThoughOthersPassed() {
        await().until(() -> waiting() == 0);
        insert(LOST, "lost/1", "x".repeat(2_000_000));
        insert(neighbourOf(LOST), "passing/3");
        await().until(() -> waiting() == 1);

        jdbc.sql("UPDATE outbox SET payload = '{}' WHERE event_id = 'lost/1'").update();

        await().until(() -> waiting() == 0);
    }

    /** Its number was given before the others', its commit comes after them; so a scan does not find it, but it finds its successor. */
    @Test
    void whatIsCommittedLateIsSentBeforeWhatCameAfterIt() throws SQLException {
        await().until(() -> waiting() == 0);
        try (Connection late = servers.connect()) {
            late.setAutoCommit(false);
            try (Statement sql = late.createStatement()) {
                sql.execute("""
                        INSERT INTO outbox (shard, event_id, event_type, aggregate_type, aggregate_id, payload, happened_at)
                        VALUES (%d, 'late/1', 'coffee.cup.washed.v1', 'order-menu', '%s', '{}', UTC_TIMESTAMP(6))""".formatted(Shards.of(LATE), LATE));
            }
            insert(neighbourOf(LATE), "passing/2");
            await().until(() -> waiting() == 0);
            late.commit();
            insert(LATE, "late/2");
        }

        try (Listener listener = new Listener(servers.bootstrapServers(), servers.topicPrefix() + "order-menu")) {
            assertThat(Listener.ids(of(LATE, listener.hear(all -> of(LATE, all).size() == 2))))
                    .containsExactly("late/1", "late/2");
        }
    }

    /** A server that became read-only lets rows be read and locked all the same. */
    @Test
    void whatCouldNotBeDeletedIsNotSent() {
        await().until(() -> waiting() == 0);
        // Its rows stay though the statement that wrote them is taken back.
        jdbc.sql("CREATE TABLE tried (times INT) ENGINE = Aria TRANSACTIONAL = 0")
                .update();
        jdbc.sql("""
                CREATE TRIGGER read_only BEFORE UPDATE ON outbox_shard FOR EACH ROW
                BEGIN
                    INSERT INTO tried VALUES (1);
                    SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1290, MESSAGE_TEXT = 'read-only';
                END""").update();
        try {
            insert(KEPT, "kept/1");
            await().until(() ->
                    jdbc.sql("SELECT COUNT(*) FROM tried").query(Long.class).single() >= 3);
        } finally {
            jdbc.sql("DROP TRIGGER read_only").update();
            jdbc.sql("DROP TABLE tried").update();
        }
        insert(KEPT, "kept/2");

        try (Listener listener = new Listener(servers.bootstrapServers(), servers.topicPrefix() + "order-menu")) {
            assertThat(Listener.ids(
                            of(KEPT, listener.hear(all -> Listener.ids(all).contains("kept/2")))))
                    .containsExactly("kept/1", "kept/2");
        }
    }

    /** Of another shard, which the same worker sends. */
    private static String neighbourOf(String somebody) {
        int shard = Shards.of(somebody);
        return IntStream.range(0, 1000)
                .mapToObj(number -> "passing " + number)
                .filter(key -> Shards.of(key) != shard && Shards.of(key) % 2 == shard % 2)
                .findFirst()
                .orElseThrow();
    }

    private void insert(String key, String eventId) {
        insert(key, eventId, "{}");
    }

    private void insert(String key, String eventId, String payload) {
        jdbc.sql("""
                INSERT INTO outbox (shard, event_id, event_type, aggregate_type, aggregate_id, payload, happened_at)
                VALUES (?, ?, 'coffee.cup.washed.v1', 'order-menu', ?, ?, UTC_TIMESTAMP(6))""").params(Shards.of(key), eventId, key, payload).update();
    }

    private static List<ConsumerRecord<String, byte[]>> of(String key, List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().filter(record -> record.key().equals(key)).toList();
    }

    private long waiting() {
        return jdbc.sql("SELECT COUNT(*) FROM outbox").query(Long.class).single();
    }
}
