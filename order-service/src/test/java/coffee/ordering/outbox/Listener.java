package coffee.ordering.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.events.CoffeeEvent;
import coffee.events.Decoded;
import coffee.events.EventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Somebody outside who listens to a topic from its beginning. */
public final class Listener implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> heard = new ArrayList<>();
    private final EventCodec codec = new EventCodec();

    public Listener(String bootstrapServers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        UUID.randomUUID().toString(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                        500),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic));
    }

    /** Everything heard, as soon as it is enough. */
    public List<ConsumerRecord<String, byte[]>> hear(Predicate<List<ConsumerRecord<String, byte[]>>> enough) {
        await().atMost(Duration.ofSeconds(40)).until(() -> {
            consumer.poll(Duration.ofMillis(100)).forEach(heard::add);
            return enough.test(heard);
        });
        return List.copyOf(heard);
    }

    public CoffeeEvent read(ConsumerRecord<String, byte[]> record) {
        if (codec.decode(header(record, EventCodec.TYPE), record.value()) instanceof Decoded.Known known) {
            return known.event();
        }
        throw new AssertionError("not an event of ours: " + record);
    }

    public static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    public static List<String> ids(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().map(record -> header(record, "ce_id")).toList();
    }

    /** Each event once, in the order in which it was first heard. */
    public static List<String> idsAsFirstHeard(List<ConsumerRecord<String, byte[]>> records) {
        return ids(records).stream().distinct().toList();
    }

    /** @param ids as first heard */
    public static void tellsEachOrderBeforeItsCancel(List<String> ids) {
        Set<String> before = new HashSet<>();
        for (String id : ids) {
            before.add(id);
            assertThat(before).contains(id.replace("/cancelled", "/placed"));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
