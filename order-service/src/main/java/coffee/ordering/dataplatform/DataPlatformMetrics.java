package coffee.ordering.dataplatform;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** How far the data platform is behind the orders, and what keeps it. */
@Component
@WithDataPlatform
class DataPlatformMetrics {

    private final MeterRegistry meters;
    private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
    private final Counter failures;
    private final Counter deadLetters;
    private final Timer lag;

    DataPlatformMetrics(MeterRegistry meters) {
        this.meters = meters;
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, meters.counter("coffee.data-platform.orders", "outcome", outcome.tag()));
        }
        this.failures = meters.counter("coffee.data-platform.failures");
        this.deadLetters = meters.counter("coffee.data-platform.dead-letters");
        this.lag = Timer.builder("coffee.data-platform.lag")
                .description("From the order to its delivery")
                .serviceLevelObjectives(
                        Duration.ofMillis(300),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10),
                        Duration.ofHours(1))
                .register(meters);
    }

    void watch(CircuitBreaker breaker) {
        Gauge.builder("coffee.data-platform.breaker", breaker, DataPlatformMetrics::openness)
                .description("0 closed, 0.5 trying, 1 open")
                .strongReference(true)
                .register(meters);
    }

    void watchCalls(Supplier<Number> inFlight) {
        Gauge.builder("coffee.data-platform.in-flight", inFlight)
                .description("Calls under way")
                .strongReference(true)
                .register(meters);
    }

    void watchFeed(Supplier<Number> underWay, Supplier<Number> oldestSeconds) {
        Gauge.builder("coffee.data-platform.under-way", underWay)
                .description("Orders read from Kafka and not yet off our hands")
                .strongReference(true)
                .register(meters);
        Gauge.builder("coffee.data-platform.oldest", oldestSeconds)
                .description("Age of the oldest order under way")
                .baseUnit("seconds")
                .strongReference(true)
                .register(meters);
    }

    void count(Outcome outcome) {
        Counter counter = outcomes.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }

    void delivered(Duration afterTheOrder) {
        lag.record(afterTheOrder);
    }

    /** A call without an answer; its order is tried again, or put aside. */
    void failed() {
        failures.increment();
    }

    void deadLetter() {
        deadLetters.increment();
    }

    private static double openness(CircuitBreaker breaker) {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> 1;
            case HALF_OPEN -> 0.5;
            case CLOSED, DISABLED, METRICS_ONLY -> 0;
        };
    }
}
