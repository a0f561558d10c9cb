package coffee.ordering.dataplatform;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership in the consumer group. Records are carried side by side, each by a thread of its own; Kafka is asked for more
 * all the while, at least to say that we are alive, and what is committed of a partition ends at the first record that is not done.
 */
final class Subscription implements ConsumerRebalanceListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Subscription.class);

    private static final Duration POLL = Duration.ofMillis(200);
    /** With hands full that are emptying: soon again. */
    private static final Duration POLL_WHEN_FULL = Duration.ofMillis(20);

    private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);
    private static final Duration LAST_COMMIT = Duration.ofSeconds(2);
    private static final Duration LAST_CALLS = Duration.ofSeconds(2);
    private static final long MOST_BYTES = 16 << 20;

    private final Consumer<byte[], byte[]> consumer;
    private final Courier courier;
    private final int most;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("courier-", 0).factory());
    private final Map<TopicPartition, Waybill> waybills = new HashMap<>();
    private long lastCommitNanos = System.nanoTime();
    private volatile long underWay;
    private volatile Optional<Instant> oldestAt = Optional.empty();

    Subscription(Consumer<byte[], byte[]> consumer, Courier courier, int most) {
        this.consumer = consumer;
        this.courier = courier;
        this.most = most;
    }

    void to(String topic) {
        consumer.subscribe(List.of(topic), this);
    }

    void round() {
        long before = underWay;
        look();
        boolean full = underWay >= most || bytesUnderWay() >= MOST_BYTES;
        if (full) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
        consumer.poll(full && underWay < before ? POLL_WHEN_FULL : POLL).forEach(this::take);
        look();
        if (System.nanoTime() - lastCommitNanos >= COMMIT_EVERY.toNanos()) {
            lastCommitNanos = System.nanoTime();
            commit();
        }
    }

    long underWay() {
        return underWay;
    }

    Optional<Instant> oldestAt() {
        return oldestAt;
    }

    private long bytesUnderWay() {
        return waybills.values().stream().mapToLong(Waybill::bytes).sum();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Parcel parcel = waybills.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), Waybill::new)
                .add(record);
        threads.execute(() -> courier.carry(parcel));
    }

    private void look() {
        waybills.values().forEach(Waybill::advance);
        underWay = waybills.values().stream().mapToLong(Waybill::underWay).sum();
        oldestAt = waybills.values().stream()
                .flatMap(waybill -> waybill.oldestAt().stream())
                .min(Comparator.naturalOrder());
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        waybills.forEach((partition, waybill) -> {
            if (waybill.takeMoved()) {
                offsets.put(partition, new OffsetAndMetadata(waybill.next()));
            }
        });
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, (asked, failed) -> {
                if (failed != null) {
                    log.debug("Not committed yet: {}", failed.toString());
                    waybills.values().forEach(Waybill::commitAgain);
                }
            });
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        log.debug("Ours from now on: {}", partitions);
    }

    /** What is still under way of them is for somebody else to tell, perhaps once more: by the event's id the platform knows. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Waybill waybill = waybills.remove(partition);
            if (waybill != null) {
                waybill.drop();
                waybill.advance();
                if (waybill.next() > 0) {
                    offsets.put(partition, new OffsetAndMetadata(waybill.next()));
                }
            }
        }
        if (!offsets.isEmpty()) {
            try {
                consumer.commitSync(offsets, LAST_COMMIT);
            } catch (KafkaException late) {
                log.info(
                        "Some paid orders will be told once more, their offsets were not committed: {}",
                        late.toString());
            }
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Waybill waybill = waybills.remove(partition);
            if (waybill != null) {
                waybill.drop();
            }
        }
    }

    /** Calls under way may end, waiting ends at once; then what is done is committed and the group left. */
    @Override
    public void close() {
        waybills.values().forEach(Waybill::drop);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LAST_CALLS.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException hurried) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        consumer.close(CloseOptions.timeout(LAST_COMMIT));
    }
}
