package coffee.display.reconciliation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param days how many days back the nightly look goes, today counted: as far as the boards do
 * @param patience how long events that are on their way are waited for
 */
@ConfigurationProperties("coffee.reconciliation")
record ReconciliationSettings(
        @DefaultValue("31") int days, @DefaultValue("10s") Duration patience) {

    /** What order-service answers at once, and what staff may ask for. */
    static final int MOST_DAYS = 31;

    ReconciliationSettings {
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("coffee.reconciliation.days is 1 to " + MOST_DAYS + ": " + days);
        }
    }
}
