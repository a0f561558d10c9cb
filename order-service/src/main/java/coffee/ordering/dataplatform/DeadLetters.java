package coffee.ordering.dataplatform;

import coffee.events.Topic;
import coffee.ordering.shared.CoffeeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Orders that could not be told to the platform. Their topic forgets nothing by itself: a letter goes when it was told after
 * all, and the oldest go first, so what is there is what waits.
 */
@Component
@WithDataPlatform
final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final String FOREVER = "-1";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SAY_EVERY = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaTemplate<String, byte[]> out;
    private final ConsumerFactory<byte[], byte[]> in;
    private final KafkaAdmin admin;
    private final DataPlatformMetrics metrics;
    private final TopicPartition place;
    private final AtomicLong lastSaidNanos = new AtomicLong(System.nanoTime() - SAY_EVERY.toNanos());
    private final LongAdder unsaid = new LongAdder();
    private boolean topicIsThere;

    DeadLetters(
            KafkaTemplate<String, byte[]> out,
            ConsumerFactory<byte[], byte[]> in,
            KafkaAdmin admin,
            CoffeeSettings settings,
            DataPlatformMetrics metrics) {
        this.out = out;
        this.in = in;
        this.admin = admin;
        this.metrics = metrics;
        this.place = new TopicPartition(settings.topicPrefix() + Topic.ORDER_MENU.deadLettersOf(DataPlatform.NAME), 0);
    }

    /** Returns when Kafka has it. */
    void put(ConsumerRecord<byte[], byte[]> record, String reason) {
        makeTopic();
        try {
            out.send(DeadLetter.of(record, reason, place.topic())).join();
        } catch (CompletionException lost) {
            throw new KafkaException("the letter was not taken", lost.getCause());
        }
        metrics.deadLetter();
        say(record, DeadLetter.plain(reason));
    }

    /** One line a second is enough to know of: where everything is refused there are thousands. */
    private void say(ConsumerRecord<byte[], byte[]> record, String reason) {
        long now = System.nanoTime();
        long last = lastSaidNanos.get();
        if (now - last < SAY_EVERY.toNanos() || !lastSaidNanos.compareAndSet(last, now)) {
            unsaid.increment();
            return;
        }
        log.warn(
                "Put aside {}-{}@{} (and {} others): {}",
                record.topic(),
                record.partition(),
                record.offset(),
                unsaid.sumThenReset(),
                reason);
    }

    /** @param after the number of the last letter of the page before */
    Page page(long after, int most) {
        try (Reading letters = new Reading()) {
            return letters.page(after, most);
        }
    }

    /** Takes off all before this one. Whoever asks has told them, or put them aside once more. */
    void removeBefore(long number) {
        try (Admin kafka = Admin.create(admin.getConfigurationProperties())) {
            kafka.deleteRecords(Map.of(place, RecordsToDelete.beforeOffset(number)))
                    .all()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException away) {
            throw new KafkaException("letters were not taken off", away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", stopped);
        }
    }

    private synchronized void makeTopic() {
        if (!topicIsThere) {
            admin.createOrModifyTopics(TopicBuilder.name(place.topic())
                    .partitions(1)
                    .config(TopicConfig.RETENTION_MS_CONFIG, FOREVER)
                    .build());
            topicIsThere = true;
        }
    }

    /**
     * @param waiting how many there are in all
     */
    record Page(List<DeadLetter> letters, long waiting) {}

    /** Reads without being a member of a group: nothing is committed, and any number may read. */
    private final class Reading implements AutoCloseable {

        private final Consumer<byte[], byte[]> consumer;

        Reading() {
            Properties own = new Properties();
            own.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
            own.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
            own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
            own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
            own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
            // Closing waits for the last question to be answered.
            own.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "20");
            own.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, "false");
            this.consumer = in.createConsumer(null, DataPlatform.NAME + "-letters", null, own);
        }

        Page page(long after, int most) {
            if (consumer.partitionsFor(place.topic(), PATIENCE).isEmpty()) {
                return new Page(List.of(), 0);
            }
            consumer.assign(Set.of(place));
            long first = consumer.beginningOffsets(Set.of(place), PATIENCE).getOrDefault(place, 0L);
            long end = consumer.endOffsets(Set.of(place), PATIENCE).getOrDefault(place, 0L);
            consumer.seek(place, Math.max(first, after + 1));
            return new Page(upTo(end, most), end - first);
        }

        private List<DeadLetter> upTo(long end, int most) {
            List<DeadLetter> letters = new ArrayList<>();
            long giveUp = System.nanoTime() + PATIENCE.toNanos();
            while (letters.size() < most && consumer.position(place) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    letters.add(new DeadLetter(record));
                }
                if (System.nanoTime() > giveUp) {
                    throw new KafkaException("reading the letters takes too long");
                }
            }
            return letters.size() > most ? letters.subList(0, most) : letters;
        }

        @Override
        public void close() {
            consumer.close(CloseOptions.timeout(PATIENCE));
        }
    }
}
