package coffee.ordering.dataplatform;

import coffee.events.Topic;
import coffee.ordering.shared.CoffeeSettings;
import coffee.ordering.shared.ShopClock;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/** Reads paid orders in the data platform's own consumer group, and subscribes anew where that breaks off. */
@Component
@WithDataPlatform
final class Feed implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Feed.class);
    private static final Duration ANOTHER_TRY = Duration.ofSeconds(1);

    private final ConsumerFactory<byte[], byte[]> kafka;
    private final Courier courier;
    private final PooledHttp http;
    private final DataPlatformSettings settings;
    private final String prefix;
    private volatile boolean open;
    private volatile @Nullable Subscription subscription;
    private @Nullable Thread thread;

    Feed(
            ConsumerFactory<byte[], byte[]> kafka,
            Courier courier,
            PooledHttp http,
            DataPlatformSettings settings,
            CoffeeSettings coffee,
            ShopClock clock,
            DataPlatformMetrics metrics) {
        this.kafka = kafka;
        this.courier = courier;
        this.http = http;
        this.settings = settings;
        this.prefix = coffee.topicPrefix();
        metrics.watchFeed(this::underWay, () -> oldestSeconds(clock));
    }

    @Override
    public void start() {
        log.info("Paid orders are told to the data platform at {}", settings.url());
        open = true;
        thread = Thread.ofPlatform().name(DataPlatform.NAME).start(this::read);
    }

    @Override
    public void stop() {
        open = false;
        Thread reading = thread;
        if (reading != null) {
            LockSupport.unpark(reading);
            try {
                reading.join();
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Like everything else that goes on behind the web server. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void read() {
        boolean inTrouble = false;
        while (open) {
            try (Subscription current = new Subscription(consumer(), courier, settings.underWay())) {
                subscription = current;
                current.to(prefix + Topic.ORDER_MENU.topicName());
                while (open) {
                    current.round();
                    http.endOverdueCalls();
                    inTrouble = false;
                }
            } catch (RuntimeException | Error broken) {
                if (broken instanceof Error) {
                    log.error("Paid orders wait in Kafka, reading them broke off", broken);
                } else if (!inTrouble) {
                    log.warn("Paid orders wait in Kafka, reading them broke off: {}", broken.toString());
                }
                inTrouble = true;
                LockSupport.parkNanos(ANOTHER_TRY.toNanos());
            } finally {
                subscription = null;
            }
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        Properties own = new Properties();
        own.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        own.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // Whoever reads for the first time tells all that Kafka still knows: none is skipped.
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // The topic is made by whoever writes to it, with its partitions.
        own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        // Only what moves to another instance is interrupted.
        own.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "500");
        // Rather a few well-filled answers than many small ones; an order waits a fifth of a second for company at
        // most.
        own.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "32768");
        own.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "200");
        return kafka.createConsumer(prefix + DataPlatform.NAME, DataPlatform.NAME, null, own);
    }

    private long underWay() {
        Subscription current = subscription;
        return current == null ? 0 : current.underWay();
    }

    private double oldestSeconds(ShopClock clock) {
        Subscription current = subscription;
        return current == null
                ? 0
                : current.oldestAt()
                        .map(at -> Duration.between(at, clock.now()).toMillis() / 1000.0)
                        .orElse(0.0);
    }
}
