package coffee.display.orders;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where order-service is.
 *
 * @param staffPassword of its user {@code staff}; unless said otherwise, it is the one of our own
 * @param read how long a single answer may take
 */
@ConfigurationProperties("coffee.order-service")
record OrderServiceSettings(
        @DefaultValue("http://127.0.0.1:8080") URI url,
        @DefaultValue("") String staffPassword,
        @DefaultValue("2s") Duration connect,
        @DefaultValue("10s") Duration read) {}
