package coffee.ordering.outbox;

import coffee.ordering.shared.ShopClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** How far Kafka is behind the database. Looked up when somebody asks. */
@Component
class OutboxMetrics {

    private final Counter sent;

    OutboxMetrics(MeterRegistry meters, OutboxRows rows, ShopClock clock) {
        this.sent = meters.counter("coffee.outbox.sent");
        Gauge.builder("coffee.outbox.backlog", () -> orUnknown(() -> (double) rows.count()))
                .description("Events that wait, counted up to " + OutboxRows.MOST_COUNTED)
                .register(meters);
        Gauge.builder(
                        "coffee.outbox.oldest",
                        () -> orUnknown(() -> rows.oldestAt()
                                .map(at -> Duration.between(at, clock.now()).toMillis() / 1000.0)
                                .orElse(0.0)))
                .description("Age of the oldest event that waits")
                .baseUnit("seconds")
                .register(meters);
    }

    void sent(int events) {
        sent.increment(events);
    }

    /** Metrics are read also while the database is away. */
    private static double orUnknown(Supplier<Double> question) {
        try {
            return question.get();
        } catch (DataAccessException | TransactionException away) {
            return Double.NaN;
        }
    }
}
