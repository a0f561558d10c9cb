package coffee.display.rebuild;

import coffee.display.rebuild.Rebuilds.Rebuild;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** How far the last rebuild is, on whichever instance it runs. Looked up when somebody asks. */
@Component
class RebuildMetrics {

    RebuildMetrics(MeterRegistry meters, Rebuilds rebuilds, RebuildSettings settings) {
        gauge(
                meters,
                "coffee.rebuild.running",
                "1 while a rebuild is going on",
                () -> rebuilds.running()
                                .filter(rebuild -> rebuild.isRunning(settings.silence()))
                                .isPresent()
                        ? 1.0
                        : 0.0);
        gauge(
                meters,
                "coffee.rebuild.progress",
                "How much of the orders the last rebuild has read, from 0 to 1",
                () -> rebuilds.last().map(Rebuild::progress).orElse(Double.NaN));
        gauge(
                meters,
                "coffee.rebuild.events",
                "How many events the last rebuild has read",
                () -> rebuilds.last().map(rebuild -> (double) rebuild.events()).orElse(Double.NaN));
        TimeGauge.builder(
                        "coffee.rebuild.last.success",
                        () -> orUnknown(() -> seconds(rebuilds.lastSuccess())),
                        TimeUnit.SECONDS)
                .description("When the last rebuild was done, in seconds since 1970")
                .register(meters);
    }

    private static double seconds(Optional<Instant> at) {
        return at.map(instant -> (double) instant.getEpochSecond()).orElse(Double.NaN);
    }

    private static void gauge(MeterRegistry meters, String name, String description, Supplier<Double> question) {
        Gauge.builder(name, () -> orUnknown(question)).description(description).register(meters);
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
