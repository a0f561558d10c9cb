package coffee.display.shared;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param zone whose days the shop counts in
 * @param topicPrefix put before every topic and group, so that several systems can share one Kafka
 * @param staffPassword blank: a random one is made at start
 */
@ConfigurationProperties("coffee")
public record CoffeeSettings(
        @DefaultValue("Asia/Seoul") ZoneId zone,
        @DefaultValue("") String topicPrefix,
        @DefaultValue("") String staffPassword) {}
