package coffee.ordering.idempotency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long answers are remembered.
 *
 * @param remember at least so long
 */
@ConfigurationProperties("coffee.idempotency")
record IdempotencySettings(@DefaultValue("30d") Duration remember) {}
