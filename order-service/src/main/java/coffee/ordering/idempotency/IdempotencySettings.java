package coffee.ordering.idempotency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long answers are remembered.
 *
 * @param remember at least so long
 * @param forgetEvery how often the older ones are looked for
 */
@ConfigurationProperties("coffee.idempotency")
record IdempotencySettings(
        @DefaultValue("30d") Duration remember,
        @DefaultValue("1h") Duration forgetEvery) {}
