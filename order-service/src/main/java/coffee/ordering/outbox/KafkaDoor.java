package coffee.ordering.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import coffee.events.EncodedEvent;
import coffee.events.Topic;
import coffee.ordering.shared.CoffeeSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** The way out to Kafka: the topics as the contract has them, and records as it has them. */
@Component
class KafkaDoor {

    private static final Logger log = LoggerFactory.getLogger(KafkaDoor.class);

    private static final int ANSWERS_WITHIN_MILLIS = 2_000;

    private final KafkaTemplate<String, byte[]> kafka;
    private final KafkaAdmin admin;
    private final String prefix;
    private boolean topicsAreThere;

    KafkaDoor(KafkaTemplate<String, byte[]> kafka, KafkaAdmin admin, CoffeeSettings settings) {
        this.kafka = kafka;
        this.admin = admin;
        this.prefix = settings.topicPrefix();
    }

    /** Sends them all. Of each it is told whether Kafka has it. */
    List<CompletableFuture<?>> send(List<EncodedEvent> events) {
        List<CompletableFuture<?>> sent = new ArrayList<>(events.size());
        for (EncodedEvent event : events) {
            sent.add(send(event));
        }
        kafka.flush();
        return sent;
    }

    /** What Kafka will not take fails alone. Where nobody is there, all fail: each would wait as long as the first one did. */
    private CompletableFuture<?> send(EncodedEvent event) {
        try {
            return kafka.send(record(event));
        } catch (KafkaException refused) {
            if (refused.getCause() instanceof TimeoutException) {
                throw refused;
            }
            return CompletableFuture.failedFuture(refused);
        }
    }

    /**
     * Kafka itself is asked, and not for long: whoever holds shards waits much longer for it, and keeps them from others.
     *
     * @throws KafkaException where nobody answers
     */
    void knock() {
        try (Admin asking = Admin.create(admin.getConfigurationProperties())) {
            asking.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWERS_WITHIN_MILLIS))
                    .nodes()
                    .get();
        } catch (ExecutionException | org.apache.kafka.common.KafkaException away) {
            throw new KafkaException("Kafka does not answer", away);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Told to stop", told);
        }
        makeTopics();
    }

    /** Whether nobody answered, rather than somebody who will not have this record. */
    static boolean isSilence(Throwable lost) {
        for (Throwable cause = lost; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }

    /** When it is there rather than at the start: orders are taken also while Kafka is away. */
    private synchronized void makeTopics() {
        if (!topicsAreThere) {
            admin.createOrModifyTopics(
                    Arrays.stream(Topic.values()).map(this::topic).toArray(NewTopic[]::new));
            topicsAreThere = true;
            log.info("Kafka is there; the topics are {}", Arrays.toString(Topic.values()));
        }
    }

    private NewTopic topic(Topic topic) {
        TopicBuilder builder = TopicBuilder.name(prefix + topic.topicName()).partitions(topic.partitions());
        if (topic.compacted()) {
            builder.config(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        }
        return builder.build();
    }

    private ProducerRecord<String, byte[]> record(EncodedEvent event) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                prefix + event.topic(), event.key(), event.json().getBytes(UTF_8));
        event.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }
}
