package coffee.ordering.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the relay works.
 *
 * @param rows most events of one round
 * @param gather the pause after a round that was not full
 * @param idleFrom the first pause when there is nothing to send; it doubles
 * @param idleTo the longest pause
 * @param fullScan how often to look at the whole outbox for rows below the floor
 * @param floorMargin how far the floor trails behind the newest row sent, in rows
 */
@ConfigurationProperties("coffee.outbox")
record OutboxSettings(
        @DefaultValue("1000") int rows,
        @DefaultValue("20ms") Duration gather,
        @DefaultValue("50ms") Duration idleFrom,
        @DefaultValue("1s") Duration idleTo,
        @DefaultValue("3s") Duration fullScan,
        @DefaultValue("10000") long floorMargin) {}
