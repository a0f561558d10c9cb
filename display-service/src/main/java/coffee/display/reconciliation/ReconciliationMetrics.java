package coffee.display.reconciliation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What was found at last, for whoever watches over the system. Unknown until the first look. */
@Component
class ReconciliationMetrics {

    private final Clock clock;
    private final ReconciliationSettings settings;
    private final Counter succeeded;
    private final Counter failed;
    private volatile @Nullable Found last;

    ReconciliationMetrics(MeterRegistry meters, Clock clock, ReconciliationSettings settings) {
        this.clock = clock;
        this.settings = settings;
        this.succeeded = runs(meters, "success");
        this.failed = runs(meters, "failure");
        gauge(meters, "coffee.reconciliation.differences", found -> found.differences);
        gauge(meters, "coffee.reconciliation.still.arriving", found -> found.stillArriving);
        TimeGauge.builder(
                        "coffee.reconciliation.last.success",
                        () -> lastFound(found -> found.at.getEpochSecond()),
                        TimeUnit.SECONDS)
                .description("When the nightly days were last compared, in seconds since 1970")
                .register(meters);
    }

    LocalDate firstNightly() {
        return LocalDate.now(clock).minusDays(settings.days() - 1L);
    }

    /** Only a look at all the days that every night is looked at says anything about the whole. */
    void found(Findings findings) {
        succeeded.increment();
        if (!findings.from().isAfter(firstNightly()) && !findings.to().isBefore(LocalDate.now(clock))) {
            last = new Found(
                    findings.differences().size(), findings.stillArriving().size(), clock.instant());
        }
    }

    void failed() {
        failed.increment();
    }

    private void gauge(MeterRegistry meters, String name, ToDoubleFunction<Found> value) {
        Gauge.builder(name, () -> lastFound(value)).register(meters);
    }

    private double lastFound(ToDoubleFunction<Found> value) {
        Found found = last;
        return found == null ? Double.NaN : value.applyAsDouble(found);
    }

    private static Counter runs(MeterRegistry meters, String outcome) {
        return Counter.builder("coffee.reconciliation.runs")
                .tag("outcome", outcome)
                .register(meters);
    }

    private record Found(int differences, int stillArriving, Instant at) {}
}
