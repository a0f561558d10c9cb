package coffee.display;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import coffee.events.CoffeeEvent;
import coffee.events.EncodedEvent;
import coffee.events.EventCodec;
import coffee.events.Topic;
import coffee.local.junit.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Kafka as a test sees it: any record, on any partition, and what has become of it. */
final class Wire implements AutoCloseable {

    private final String prefix;
    private final Map<String, Object> servers;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;
    private final EventCodec codec = new EventCodec();

    Wire(TestServers.Schema schema) {
        this.prefix = schema.topicPrefix();
        this.servers = Map.of("bootstrap.servers", schema.bootstrapServers());
        this.producer = new KafkaProducer<>(servers, new ByteArraySerializer(), new ByteArraySerializer());
        this.admin = Admin.create(servers);
    }

    /** As order-service would, which may well be there first. */
    void makeTopics() {
        List<NewTopic> topics = Arrays.stream(Topic.values())
                .map(topic -> new NewTopic(prefix + topic.topicName(), topic.partitions(), (short) 1)
                        .configs(topic.compacted() ? Map.of("cleanup.policy", "compact") : Map.of()))
                .toList();
        try {
            admin.createTopics(topics).all().get();
            awaitLeaders(topics);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /**
     * Their offsets are told by leaders only. A producer who is earlier may have its second batch taken and its first one refused, and then
     * tries that in vain for two minutes. A broker that has just made a topic may not know it yet itself.
     */
    private void awaitLeaders(List<NewTopic> topics) {
        Map<TopicPartition, OffsetSpec> all = new HashMap<>();
        topics.forEach(topic -> IntStream.range(0, topic.numPartitions())
                .forEach(number -> all.put(new TopicPartition(topic.name(), number), OffsetSpec.latest())));
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsMatching(failed -> failed.getCause() instanceof RetriableException)
                .until(() -> admin.listOffsets(all).all().get().size() == all.size());
    }

    void say(int partition, CoffeeEvent event) {
        EncodedEvent encoded = codec.encode(event, "/test", Instant.EPOCH);
        say(encoded.topic(), partition, encoded.type(), encoded.json().getBytes(UTF_8));
    }

    void say(String topic, int partition, @Nullable String type, byte @Nullable [] value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(prefix + topic, partition, "key".getBytes(UTF_8), value);
        if (type != null) {
            record.headers().add(EventCodec.TYPE, type.getBytes(UTF_8));
        }
        // Not awaited: flush() is, and what got lost would be missed.
        var _ = producer.send(record);
    }

    void flush() {
        producer.flush();
    }

    /** Whether the group has committed everything that was said. */
    boolean isTakenIn() {
        try {
            Map<TopicPartition, OffsetAndMetadata> taken = admin.listConsumerGroupOffsets(prefix + "display-service")
                    .partitionsToOffsetAndMetadata()
                    .get();
            for (Topic topic : Topic.values()) {
                for (int partition = 0; partition < topic.partitions(); partition++) {
                    TopicPartition at = new TopicPartition(prefix + topic.topicName(), partition);
                    long end = requireNonNull(admin.listOffsets(Map.of(at, OffsetSpec.latest()))
                                    .all()
                                    .get()
                                    .get(at))
                            .offset();
                    OffsetAndMetadata known = taken.get(at);
                    if (end > (known == null ? 0 : known.offset())) {
                        return false;
                    }
                }
            }
            return true;
        } catch (ExecutionException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(servers, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(prefix + topic + "-dlt", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
            List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
            }
            return letters;
        }
    }

    /** Which records were put aside, each named once: as partition@offset. */
    Set<String> putAside(String topic) {
        Set<String> origins = new TreeSet<>();
        deadLetters(topic)
                .forEach(letter -> origins.add(header(letter, "dlt_partition") + "@" + header(letter, "dlt_offset")));
        return origins;
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        admin.close(Duration.ofSeconds(5));
    }
}
