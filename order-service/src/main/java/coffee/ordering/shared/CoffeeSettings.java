package coffee.ordering.shared;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the whole service is set by.
 *
 * @param zone whose midnight begins the shop's day
 * @param topicPrefix put before every topic and consumer group, so that several systems can share a cluster
 * @param staffPassword of the user {@code staff}; without one, a random one is made and printed
 * @param demoData whether an empty system starts with the demo menus and customers
 */
@ConfigurationProperties("coffee")
public record CoffeeSettings(
        @DefaultValue("Asia/Seoul") ZoneId zone,
        @DefaultValue("") String topicPrefix,
        @Nullable String staffPassword,
        @DefaultValue("false") boolean demoData) {}
