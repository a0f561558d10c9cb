package coffee.display.intake;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How many events the group has still to take in. Kafka itself is asked, and for the whole group: that is true also while the intake stands
 * still, when it would be wanted most.
 */
@Component
class Backlog implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Backlog.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final KafkaAdmin kafka;
    private final Topics topics;
    private volatile double events = Double.NaN;
    private @Nullable Admin admin;

    Backlog(KafkaAdmin kafka, Topics topics, MeterRegistry meters) {
        this.kafka = kafka;
        this.topics = topics;
        Gauge.builder("coffee.intake.backlog", this, backlog -> backlog.events)
                .baseUnit("events")
                .description("Events that the group has still to take in; not a number while Kafka does not answer")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${coffee.intake.count-backlog-every:5s}")
    void count() {
        try {
            events = counted();
        } catch (ExecutionException | TimeoutException | KafkaException away) {
            // intake.Opening and the Kafka client say it; here it would be said every few seconds.
            log.debug("The backlog is not known", away);
            events = Double.NaN;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private double counted() throws ExecutionException, TimeoutException, InterruptedException {
        Admin asked = admin();
        Set<TopicPartition> partitions =
                get(asked.describeTopics(List.of(topics.heard())).allTopicNames()).values().stream()
                        .flatMap(topic -> topic.partitions().stream()
                                .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                        .collect(toUnmodifiableSet());
        Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(asked, partitions, OffsetSpec.latest());
        Map<TopicPartition, ListOffsetsResultInfo> begins = offsets(asked, partitions, OffsetSpec.earliest());
        Map<TopicPartition, OffsetAndMetadata> taken =
                get(asked.listConsumerGroupOffsets(topics.group()).partitionsToOffsetAndMetadata());
        return partitions.stream()
                .mapToLong(partition -> {
                    long begin = requireNonNull(begins.get(partition)).offset();
                    OffsetAndMetadata known = taken.get(partition);
                    long from = known == null ? begin : Math.max(begin, known.offset());
                    return Math.max(0, requireNonNull(ends.get(partition)).offset() - from);
                })
                .sum();
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> offsets(
            Admin admin, Set<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, TimeoutException, InterruptedException {
        return get(admin.listOffsets(partitions.stream().collect(toMap(Function.identity(), partition -> which)))
                .all());
    }

    private synchronized Admin admin() {
        Admin made = admin;
        if (made == null) {
            Map<String, Object> settings = new HashMap<>(kafka.getConfigurationProperties());
            settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
            settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
            made = Admin.create(settings);
            admin = made;
        }
        return made;
    }

    private static <T> T get(KafkaFuture<T> answer) throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void destroy() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
