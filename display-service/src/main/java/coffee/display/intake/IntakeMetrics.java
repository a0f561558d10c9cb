package coffee.display.intake;

import coffee.display.intake.Entry.Sale;
import coffee.display.intake.Ledger.Entered;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the intake tells of its work. */
@Component
class IntakeMetrics {

    private static final Duration[] STEPS = {
        Duration.ofMillis(100),
        Duration.ofMillis(300),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5)
    };

    private final Clock clock;
    private final Counter applied;
    private final Counter repeated;
    private final Counter skipped;
    private final Counter refused;
    private final DistributionSummary batch;
    private final Timer lag;

    IntakeMetrics(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.applied = counter(meters, "applied");
        this.repeated = counter(meters, "repeated");
        this.skipped = counter(meters, "skipped");
        this.refused = counter(meters, "refused");
        this.batch = DistributionSummary.builder("coffee.intake.batch")
                .baseUnit("events")
                .description("Records of one poll, taken in together")
                .register(meters);
        this.lag = Timer.builder("coffee.intake.lag")
                .description("From an order or its cancel until it is on the boards")
                .serviceLevelObjectives(STEPS)
                .register(meters);
    }

    void tookIn(int records, int passedOver, int putAside, int putAsideBefore) {
        batch.record(records);
        skipped.increment(passedOver);
        refused.increment(putAside);
        repeated.increment(putAsideBefore);
    }

    void entered(Entered entered) {
        applied.increment(entered.applied());
        repeated.increment(entered.repeated());
    }

    void shown(List<Sale> sales) {
        Instant now = clock.instant();
        for (Sale sale : sales) {
            Duration took = Duration.between(sale.happenedAt(), now);
            // Two machines never have quite the same time.
            lag.record(took.isNegative() ? Duration.ZERO : took);
        }
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("coffee.intake.events").tag("outcome", outcome).register(meters);
    }
}
