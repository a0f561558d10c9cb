package coffee.system.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic as Kafka itself sees it. */
final class Topic implements AutoCloseable {

    private static final int PARTITIONS = 6;
    private static final String BARE = "bench-bare";
    private static final byte[] VALUE = "x".repeat(260).getBytes(UTF_8);

    private final String servers;
    private final String name;
    private final Admin admin;

    Topic(String servers, String name) {
        this.servers = servers;
        this.name = name;
        this.admin = Admin.create(Map.of("bootstrap.servers", servers));
    }

    /** How many records it was ever given. */
    long end() {
        try {
            return admin
                    .listOffsets(IntStream.range(0, PARTITIONS)
                            .boxed()
                            .collect(Collectors.toMap(
                                    partition -> new TopicPartition(name, partition),
                                    partition -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(offset -> offset.offset())
                    .sum();
        } catch (ExecutionException failed) {
            throw new BenchFailure("Kafka cannot be asked: " + failed.getCause(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("stopped", stopped);
        }
    }

    /** @return records per second that a producer alone writes to a topic like this one, as durably as the relay does */
    double produce(int records) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "acks", "all", "compression.type", "lz4", "linger.ms", 2),
                new StringSerializer(),
                new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(BARE, PARTITIONS, (short) 1)))
                    .all()
                    .get();
            send(producer, records / 2);
            long began = System.nanoTime();
            send(producer, records);
            return records / ((System.nanoTime() - began) / 1e9);
        } catch (ExecutionException failed) {
            throw new BenchFailure("Kafka takes no records: " + failed.getCause(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("stopped", stopped);
        }
    }

    private static void send(KafkaProducer<String, byte[]> producer, int records) {
        for (int i = 0; i < records; i++) {
            var _ = producer.send(new ProducerRecord<>(BARE, "ORD-" + i, VALUE));
        }
        producer.flush();
    }

    @Override
    public void close() {
        admin.close();
    }
}
