package coffee.ordering.outbox;

import coffee.events.CoffeeEvent;
import coffee.events.EncodedEvent;
import coffee.events.EventCodec;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Where an event is written down, in the transaction of what it tells of: both come true, or neither does. */
@Component
public class Outbox {

    static final String SOURCE = "/order-service";

    private static final String INSERT = """
            INSERT INTO outbox (shard, event_id, event_type, aggregate_type, aggregate_id, payload, happened_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    private final JdbcTemplate jdbc;
    private final OutboxRelay relay;
    private final EventCodec codec = new EventCodec();

    Outbox(JdbcTemplate jdbc, OutboxRelay relay) {
        this.jdbc = jdbc;
        this.relay = relay;
    }

    /** To be called in a transaction, under the lock of what the event tells of. */
    public void append(CoffeeEvent event, Instant at) {
        pending().events.add(encode(event, at));
    }

    /** An event as it would be sent, without sending it. */
    public EncodedEvent encode(CoffeeEvent event, Instant at) {
        return codec.encode(event, SOURCE, at);
    }

    private Pending pending() {
        if (TransactionSynchronizationManager.getResource(this) instanceof Pending pending) {
            return pending;
        }
        Pending pending = new Pending();
        TransactionSynchronizationManager.registerSynchronization(pending);
        TransactionSynchronizationManager.bindResource(this, pending);
        return pending;
    }

    /** The events of one transaction: inserted together before its commit, announced to the relay after it. */
    private final class Pending implements TransactionSynchronization {

        private final List<EncodedEvent> events = new ArrayList<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            jdbc.batchUpdate(INSERT, events, events.size(), (row, event) -> {
                row.setInt(1, Shards.of(event.key()));
                row.setString(2, event.id());
                row.setString(3, event.type());
                row.setString(4, event.topic());
                row.setString(5, event.key());
                row.setString(6, event.json());
                row.setObject(7, LocalDateTime.ofInstant(event.at(), ZoneOffset.UTC));
            });
        }

        @Override
        public void afterCommit() {
            relay.wake();
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResource(Outbox.this);
        }
    }
}
