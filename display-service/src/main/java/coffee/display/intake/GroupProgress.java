package coffee.display.intake;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaAdmin;

/** What Kafka itself says of how far the whole group is: true also while the intake stands still. */
final class GroupProgress implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Map<String, Object> settings;
    private final String group;
    private @Nullable Admin kafka;

    GroupProgress(KafkaAdmin kafka, String group) {
        this.settings = new HashMap<>(kafka.getConfigurationProperties());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        this.group = group;
    }

    /** Where the next record of each partition will be. */
    Map<TopicPartition, Long> ends(Collection<String> topics) throws ExecutionException, TimeoutException {
        return offsets(
                answer(kafka().describeTopics(topics).allTopicNames()).values().stream()
                        .flatMap(topic -> topic.partitions().stream()
                                .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                        .toList(),
                OffsetSpec.latest());
    }

    /** What is below was taken in, or put aside for good, or forgotten by Kafka and will never come. */
    Map<TopicPartition, Long> taken(Collection<TopicPartition> partitions) throws ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> committed =
                answer(kafka().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> oldest = offsets(partitions, OffsetSpec.earliest());
        return partitions.stream()
                .collect(toMap(
                        Function.identity(),
                        partition -> Math.max(offset(committed.get(partition)), oldest.getOrDefault(partition, 0L))));
    }

    @Override
    public synchronized void close() {
        if (kafka != null) {
            kafka.close(Duration.ZERO);
        }
    }

    /** Made when it is first needed: an address that cannot be found is as good as a Kafka that does not answer. */
    private synchronized Admin kafka() throws ExecutionException {
        try {
            Admin made = kafka == null ? Admin.create(settings) : kafka;
            kafka = made;
            return made;
        } catch (KafkaException unknown) {
            throw new ExecutionException(unknown);
        }
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> question =
                partitions.stream().collect(toMap(Function.identity(), partition -> which));
        return answer(kafka().listOffsets(question).all()).entrySet().stream()
                .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private static long offset(@Nullable OffsetAndMetadata committed) {
        return committed == null ? 0 : committed.offset();
    }

    private static <T> T answer(KafkaFuture<T> future) throws ExecutionException, TimeoutException {
        try {
            return future.get(PATIENCE.toMillis(), MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("interrupted");
        }
    }
}
