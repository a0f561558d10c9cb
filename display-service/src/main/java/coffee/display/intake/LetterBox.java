package coffee.display.intake;

import coffee.display.shared.TryAgainLater;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/** Reads the dead letters out of Kafka, which keeps them, each time that somebody asks: it is seldom, and they are few. */
@Component
class LetterBox {

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String ANSWERS_WITHIN_MILLIS = "5000";
    private static final String AT_ONCE = "500";
    private static final String AT_ONCE_BYTES = "4194304";

    /** A poll that was put aside and not committed comes again, and so may all its letters: one after another, and not more than a poll. */
    private static final int REMEMBERED = 4_000;

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final Topics topics;

    LetterBox(ConsumerFactory<byte[], byte[]> consumers, Topics topics) {
        this.consumers = consumers;
        this.topics = topics;
    }

    /** Oldest first, some at a time; answers whether that was all of them, or time ran out. */
    boolean read(Consumer<List<Letter>> reader) {
        long began = System.nanoTime();
        try (org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer = open()) {
            Map<TopicPartition, Long> ends = ends(consumer);
            Set<String> seen = new LinkedHashSet<>();
            while (!isAt(ends, consumer)) {
                if (System.nanoTime() - began > LONGEST.toNanos()) {
                    return false;
                }
                List<Letter> letters = new ArrayList<>();
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(PAUSE)) {
                    Letter letter = Letter.of(found);
                    if (isNew(letter, seen)) {
                        letters.add(letter);
                    }
                }
                reader.accept(letters);
            }
            return true;
        } catch (KafkaException away) {
            throw new TryAgainLater("Kafka does not give the dead letters: " + away.getMessage());
        }
    }

    private org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> open() {
        Properties own = new Properties();
        own.setProperty(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWERS_WITHIN_MILLIS);
        own.setProperty(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWERS_WITHIN_MILLIS);
        own.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, AT_ONCE);
        own.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, AT_ONCE_BYTES);
        own.setProperty(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, AT_ONCE_BYTES);
        return consumers.createConsumer(null, null, null, own);
    }

    private Map<TopicPartition, Long> ends(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
        Map<String, List<PartitionInfo>> there = consumer.listTopics();
        List<TopicPartition> partitions = topics.deadLetters().stream()
                .flatMap(topic -> there.getOrDefault(topic, List.of()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new HashMap<>(consumer.endOffsets(partitions));
    }

    private static boolean isAt(
            Map<TopicPartition, Long> ends, org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static boolean isNew(Letter letter, Set<String> seen) {
        // A topic that was made anew gives the same offsets again, but not at the same time.
        if (!seen.add(letter.id() + " " + letter.origin().timestamp())) {
            return false;
        }
        if (seen.size() > REMEMBERED) {
            seen.remove(seen.iterator().next());
        }
        return true;
    }
}
