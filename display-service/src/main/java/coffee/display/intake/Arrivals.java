package coffee.display.intake;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.stream.Collectors.toMap;

import coffee.events.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** Tells whether the order events that Kafka holds at some moment have been entered since, by whichever instance. */
@Component
public class Arrivals {

    private static final Logger log = LoggerFactory.getLogger(Arrivals.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final KafkaAdmin kafka;
    private final Topics topics;

    Arrivals(KafkaAdmin kafka, Topics topics) {
        this.kafka = kafka;
        this.topics = topics;
    }

    public Watch watch() {
        Map<String, Object> settings = new HashMap<>(kafka.getConfigurationProperties());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return new Watch(Admin.create(settings), topics.name(Topic.ORDER_MENU), topics.group());
    }

    /** For one looker, and to be closed after it. Where Kafka does not answer, nothing has arrived. */
    public static final class Watch implements AutoCloseable {

        private final Admin kafka;
        private final String topic;
        private final String group;
        private @Nullable Map<TopicPartition, Long> wanted;

        Watch(Admin kafka, String topic, String group) {
            this.kafka = kafka;
            this.topic = topic;
            this.group = group;
        }

        /** From now on it is waited for what Kafka holds now. */
        public void note() {
            wanted = null;
            try {
                wanted = offsets(partitions(), OffsetSpec.latest());
            } catch (ExecutionException | TimeoutException away) {
                log.debug("Kafka does not say what it holds", away);
            }
        }

        /** Offsets are committed after what was read is: what is below them was entered, or put aside for good. */
        public boolean caughtUp() {
            if (wanted == null) {
                return false;
            }
            try {
                Map<TopicPartition, OffsetAndMetadata> committed =
                        answer(kafka.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
                // What Kafka has forgotten will never come.
                Map<TopicPartition, Long> oldest = offsets(wanted.keySet(), OffsetSpec.earliest());
                return wanted.entrySet().stream()
                        .allMatch(end ->
                                Math.max(offset(committed.get(end.getKey())), oldest.getOrDefault(end.getKey(), 0L))
                                        >= end.getValue());
            } catch (ExecutionException | TimeoutException away) {
                log.debug("Kafka does not say how far the intake is", away);
                return false;
            }
        }

        @Override
        public void close() {
            kafka.close(Duration.ZERO);
        }

        private static long offset(@Nullable OffsetAndMetadata committed) {
            return committed == null ? 0 : committed.offset();
        }

        /** None where the topic does not exist: then there is nothing to come. */
        private List<TopicPartition> partitions() throws ExecutionException, TimeoutException {
            try {
                return answer(kafka.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                        .flatMap(description -> description.partitions().stream())
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                    return List.of();
                }
                throw failed;
            }
        }

        private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec which)
                throws ExecutionException, TimeoutException {
            Map<TopicPartition, OffsetSpec> question =
                    partitions.stream().collect(toMap(Function.identity(), partition -> which));
            return answer(kafka.listOffsets(question).all()).entrySet().stream()
                    .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
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
}
