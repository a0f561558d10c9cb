package coffee.ordering.outbox;

import coffee.events.EncodedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The relay's side of the outbox table. */
@Component
class OutboxRows {

    static final int MOST_COUNTED = 100_000;

    private static final String COLUMNS =
            "SELECT id, event_id, event_type, aggregate_type, aggregate_id, payload, happened_at FROM outbox";

    private final JdbcClient jdbc;

    OutboxRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return those of the wanted shards that nobody else sends; they are ours until the transaction ends */
    List<Integer> lockFree(Collection<Integer> shards) {
        return jdbc.sql("SELECT shard FROM outbox_shard WHERE shard IN (:shards) ORDER BY shard FOR UPDATE SKIP LOCKED")
                .param("shards", shards)
                .query((row, number) -> row.getInt(1))
                .list();
    }

    List<OutboxRow> oldest(Collection<Integer> shards, long above, int most) {
        return jdbc.sql(COLUMNS + " WHERE id > :above AND shard IN (:shards) ORDER BY id LIMIT :most")
                .param("above", above)
                .param("shards", shards)
                .param("most", most)
                .query(OutboxRows::row)
                .list();
    }

    /**
     * Of which of these keys an event waits that low. The plan is told: each key is looked up by itself. Left to choose, the server may read
     * whatever was deleted and is not purged yet, since it takes the table for small.
     */
    Set<String> keysAtOrBelow(long id, Collection<String> keys) {
        return jdbc.sql("""
                        WITH wanted (aggregate_id) AS (VALUES :keys)
                        SELECT DISTINCT outbox.aggregate_id
                        FROM wanted STRAIGHT_JOIN outbox FORCE INDEX (by_key)
                        ON outbox.aggregate_id = wanted.aggregate_id AND outbox.id <= :id
                        """)
                .param("keys", keys.stream().map(key -> new Object[] {key}).toList())
                .param("id", id)
                .query((row, number) -> row.getString(1))
                .set();
    }

    /**
     * Fails where these shards, locked in this transaction, are not ours any more, since whoever was frozen may have lost them; and where the
     * database takes nothing, so that what is sent could not be deleted.
     */
    void confirm(Collection<Integer> shards) {
        jdbc.sql("UPDATE outbox_shard SET shard = shard WHERE shard IN (:shards)")
                .param("shards", shards)
                .update();
    }

    void delete(List<Long> ids) {
        jdbc.sql("DELETE FROM outbox WHERE id IN (:ids)").param("ids", ids).update();
    }

    long count() {
        return jdbc.sql("SELECT COUNT(*) FROM (SELECT 1 FROM outbox LIMIT " + MOST_COUNTED + ") AS waiting")
                .query((row, number) -> row.getLong(1))
                .single();
    }

    /** Empty where nothing waits. */
    Optional<Span> waiting() {
        return jdbc.sql("SELECT MIN(id) AS lowest, MAX(id) AS highest FROM outbox HAVING lowest IS NOT NULL")
                .query((row, number) -> new Span(row.getLong("lowest"), row.getLong("highest")))
                .optional();
    }

    Optional<Instant> oldestAt() {
        return jdbc.sql("SELECT happened_at FROM outbox ORDER BY id LIMIT 1")
                .query((row, number) ->
                        row.getObject("happened_at", LocalDateTime.class).toInstant(ZoneOffset.UTC))
                .optional();
    }

    /** The ids of the first and the last row that wait. */
    record Span(long lowest, long highest) {}

    private static OutboxRow row(ResultSet row, int number) throws SQLException {
        return new OutboxRow(
                row.getLong("id"),
                new EncodedEvent(
                        row.getString("event_id"),
                        row.getString("event_type"),
                        row.getString("aggregate_type"),
                        row.getString("aggregate_id"),
                        Outbox.SOURCE,
                        row.getObject("happened_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                        row.getString("payload")));
    }
}
