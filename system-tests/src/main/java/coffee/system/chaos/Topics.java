package coffee.system.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import coffee.system.chaos.Fault.PoisonKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topics of the contract, as Kafka itself tells them, by a way of our own that nobody cuts. */
final class Topics implements AutoCloseable {

    static final String ORDERS = "order-menu";
    static final String MENUS = "menu";
    static final String ORDER_LETTERS = ORDERS + "-dlt";
    static final String MENU_LETTERS = MENUS + "-dlt";
    static final String PLATFORM_LETTERS = ORDERS + "-data-platform-dlt";

    private static final String POISON_KEY = "POISON-";
    private static final Map<String, Integer> PARTITIONS = Map.of(ORDERS, 6, MENUS, 1);
    private static final Map<String, List<String>> HEARD =
            Map.of("display-service", List.of(ORDERS, MENUS), "data-platform", List.of(ORDERS));
    static final Set<String> GROUPS = HEARD.keySet();

    private static final Duration POLL = Duration.ofMillis(500);
    private static final int MOST_EMPTY_POLLS = 120;
    private static final String TIMEOUT_MS = "10000";

    private final String servers;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicInteger poisoned = new AtomicInteger();
    private final AtomicLong duplicated = new AtomicLong();

    /** A record's place, as a dead letter names it too. */
    record Place(int partition, long offset) {}

    /** @param id of the event; null where it has none */
    record Told(
            Place place,
            String key,
            @Nullable String id,
            @Nullable String type,
            String value) {

        boolean isPoison() {
            return key.startsWith(POISON_KEY);
        }
    }

    Topics(String servers) {
        this.servers = servers;
        this.admin = Admin.create(Map.of(
                "bootstrap.servers", servers, "default.api.timeout.ms", TIMEOUT_MS, "request.timeout.ms", "5000"));
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", servers,
                        "acks", "all",
                        "max.block.ms", TIMEOUT_MS,
                        "request.timeout.ms", "5000",
                        "delivery.timeout.ms", TIMEOUT_MS),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    Admin admin() {
        return admin;
    }

    long duplicated() {
        return duplicated.get();
    }

    /** @return how many Kafka has */
    int poison(String topic, PoisonKind kind, int records) {
        for (int i = 0; i < records; i++) {
            send(poison(topic, kind));
        }
        return records;
    }

    private ProducerRecord<byte[], byte[]> poison(String topic, PoisonKind kind) {
        int number = poisoned.incrementAndGet();
        byte[] key = (POISON_KEY + number).getBytes(UTF_8);
        String type = (topic.equals(MENUS) ? "coffee.menu.changed" : "coffee.order.placed")
                + (kind == PoisonKind.UNKNOWN_VERSION ? ".v9" : ".v1");
        byte[] value = kind == PoisonKind.NO_VALUE ? null : "{\"orderNo\":".getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
        record.headers().add("ce_id", (POISON_KEY + number).getBytes(UTF_8));
        if (kind != PoisonKind.NO_TYPE) {
            record.headers().add("ce_type", type.getBytes(UTF_8));
        }
        return record;
    }

    /** Some of the orders' that are there already, whichever, as they are. */
    int duplicate(int records, Random random) {
        List<ConsumerRecord<byte[], byte[]>> known = new ArrayList<>();
        readAll(ORDERS, record -> {
            if (!told(record).isPoison()) {
                known.add(record);
            }
        });
        if (known.isEmpty()) {
            return 0;
        }
        for (int i = 0; i < records; i++) {
            ConsumerRecord<byte[], byte[]> original = known.get(random.nextInt(known.size()));
            send(new ProducerRecord<>(ORDERS, null, original.key(), original.value(), original.headers()));
            duplicated.incrementAndGet();
        }
        return records;
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException failed) {
            throw new KafkaException("not taken", failed.getCause());
        } catch (InterruptedException stopped) {
            throw ChaosFailure.stopped(stopped);
        }
    }

    List<Told> all(String topic) {
        List<Told> all = new ArrayList<>();
        readAll(topic, record -> all.add(told(record)));
        return all;
    }

    /** Where the letters of a topic came from; the same letter may have been written twice. */
    List<Place> origins(String letters) {
        List<Place> origins = new ArrayList<>();
        readAll(
                letters,
                record -> origins.add(new Place(
                        Integer.parseInt(header(record, "dlt_partition").orElseThrow()),
                        Long.parseLong(header(record, "dlt_offset").orElseThrow()))));
        return origins;
    }

    private static Told told(ConsumerRecord<byte[], byte[]> record) {
        return new Told(
                new Place(record.partition(), record.offset()),
                record.key() == null ? "" : new String(record.key(), UTF_8),
                header(record, "ce_id").orElse(null),
                header(record, "ce_type").orElse(null),
                record.value() == null ? "" : new String(record.value(), UTF_8));
    }

    private static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, UTF_8));
    }

    /** From the first to what is the last now. */
    private void readAll(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", servers,
                        "enable.auto.commit", "false",
                        "allow.auto.create.topics", "false",
                        "default.api.timeout.ms", TIMEOUT_MS,
                        "request.timeout.ms", "5000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            int empty = 0;
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (records.isEmpty() && ++empty > MOST_EMPTY_POLLS) {
                    throw new KafkaException(topic + " cannot be read to its end");
                }
                records.forEach(reader);
            }
        }
    }

    /** How far each group is behind what Kafka holds now of what it hears. */
    Map<String, Long> backlog() {
        Map<String, Long> backlog = new TreeMap<>();
        HEARD.forEach((group, topics) -> {
            Map<TopicPartition, Long> ends = ends(topics);
            Map<TopicPartition, Long> committed = committed(group);
            backlog.put(
                    group,
                    ends.entrySet().stream()
                            .mapToLong(end -> Math.max(0, end.getValue() - committed.getOrDefault(end.getKey(), 0L)))
                            .sum());
        });
        return backlog;
    }

    private Map<TopicPartition, Long> ends(List<String> topics) {
        return get(admin.listOffsets(topics.stream()
                                .flatMap(topic -> IntStream.range(0, PARTITIONS.getOrDefault(topic, 0))
                                        .mapToObj(partition -> new TopicPartition(topic, partition)))
                                .collect(toMap(partition -> partition, partition -> OffsetSpec.latest())))
                        .all())
                .entrySet()
                .stream()
                .collect(toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    }

    private Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        committed.put(partition, offset.offset());
                    }
                });
        return committed;
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw new KafkaException("Kafka does not say", failed.getCause());
        } catch (InterruptedException stopped) {
            throw ChaosFailure.stopped(stopped);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
    }
}
