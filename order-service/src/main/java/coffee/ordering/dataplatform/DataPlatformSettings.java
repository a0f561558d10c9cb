package coffee.ordering.dataplatform;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How paid orders are told to the data platform.
 *
 * @param url where it is; without one nothing is told, and nothing is read
 * @param callsAtOnce calls under way at any moment
 * @param underWay orders taken from Kafka and not yet told, beyond which no more are taken
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long the platform may be silent during a call
 * @param callTimeout how long a call may take in all, however slowly something trickles in
 * @param attempts failures of one order, counted only while others are answered, after which it is put aside
 * @param retryFrom the first pause before an order is tried again; it doubles
 * @param retryTo the longest pause
 * @param breakerPause how long the breaker stays open before it lets a few calls try
 * @param patience how long the platform may answer nobody before orders of that age are put aside
 */
@ConfigurationProperties("coffee.data-platform")
record DataPlatformSettings(
        @Nullable URI url,
        @DefaultValue("64") int callsAtOnce,
        @DefaultValue("2000") int underWay,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("3s") Duration readTimeout,
        @DefaultValue("10s") Duration callTimeout,
        @DefaultValue("10") int attempts,
        @DefaultValue("200ms") Duration retryFrom,
        @DefaultValue("10s") Duration retryTo,
        @DefaultValue("5s") Duration breakerPause,
        @DefaultValue("24h") Duration patience) {

    DataPlatformSettings {
        if (callsAtOnce < 1 || underWay < 1 || attempts < 1) {
            throw new IllegalArgumentException(
                    "coffee.data-platform: calls-at-once, under-way and attempts are at least 1");
        }
        if (retryFrom.toMillis() < 1 || retryTo.compareTo(retryFrom) < 0) {
            throw new IllegalArgumentException(
                    "coffee.data-platform: retry-from is at least 1ms, and retry-to not below it");
        }
    }
}
