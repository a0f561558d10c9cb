package coffee.ordering.desk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** How busy the desk is, and what keeps it. */
@Component
class DeskMetrics {

    private final MeterRegistry meters;
    private final DistributionSummary batchSize;
    private final Timer wait;
    private final Timer decide;
    private final Timer commit;
    private final Counter retries;
    private final Counter splits;
    private final Counter overloads;

    DeskMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.batchSize = DistributionSummary.builder("coffee.desk.batch")
                .baseUnit("commands")
                .register(meters);
        this.wait = Timer.builder("coffee.desk.wait").register(meters);
        this.decide = Timer.builder("coffee.desk.decide").register(meters);
        this.commit = Timer.builder("coffee.desk.commit").register(meters);
        this.retries = meters.counter("coffee.desk.retries");
        this.splits = meters.counter("coffee.desk.splits");
        this.overloads = meters.counter("coffee.desk.overloads");
    }

    void watch(int lane, Supplier<Number> waiting) {
        Gauge.builder("coffee.desk.queue", waiting)
                .tag("lane", Integer.toString(lane))
                .register(meters);
    }

    void waited(long nanos) {
        wait.record(nanos, TimeUnit.NANOSECONDS);
    }

    void batch(int commands, long decideNanos, long commitNanos) {
        batchSize.record(commands);
        decide.record(decideNanos, TimeUnit.NANOSECONDS);
        commit.record(commitNanos, TimeUnit.NANOSECONDS);
    }

    void retry() {
        retries.increment();
    }

    void split() {
        splits.increment();
    }

    void overloaded() {
        overloads.increment();
    }
}
