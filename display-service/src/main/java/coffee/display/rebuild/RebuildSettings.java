package coffee.display.rebuild;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param orders how many orders are asked for at once
 * @param pause after each page, where order-service has to be spared
 * @param patience how long trouble with order-service or the database may last before a rebuild is given up
 * @param silence for how long nothing may be heard of a rebuild before it is taken for dead; longer than any single answer may take
 */
@ConfigurationProperties("coffee.rebuild")
record RebuildSettings(
        @DefaultValue("1000") int orders,
        @DefaultValue("0ms") Duration pause,
        @DefaultValue("5m") Duration patience,
        @DefaultValue("30s") Duration silence) {

    /** What order-service tells at once. */
    private static final int MOST_ORDERS = 1000;

    RebuildSettings {
        if (orders < 1 || orders > MOST_ORDERS) {
            throw new IllegalArgumentException("coffee.rebuild.orders is 1 to " + MOST_ORDERS + ": " + orders);
        }
        if (pause.multipliedBy(2).compareTo(silence) > 0) {
            throw new IllegalArgumentException(
                    "coffee.rebuild.pause is at most half of coffee.rebuild.silence, or it would be taken for dead: "
                            + pause);
        }
    }
}
