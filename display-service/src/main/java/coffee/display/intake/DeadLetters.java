package coffee.display.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import coffee.display.intake.Poll.Refused;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;

/**
 * Where a record goes that can never be applied: as it came, with the reason and where it came from in plain headers. Of a record that is too
 * large to be sent again only these are kept.
 */
@Component
class DeadLetters {

    static final String REASON = "dlt_reason";
    static final String TOPIC = "dlt_topic";
    static final String PARTITION = "dlt_partition";
    static final String OFFSET = "dlt_offset";
    static final String TIMESTAMP = "dlt_timestamp";

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final int LONGEST_REASON = 500;
    /** With room for our own headers in the largest request of our producer. Compressed, far more fits into a topic. */
    private static final int LARGEST_BYTES = 1_500_000;

    private static final long LONGEST_CHARACTER = 3;
    private static final long HEADER_FRAME = 10;

    private final KafkaOperations<byte[], byte[]> kafka;

    DeadLetters(KafkaOperations<byte[], byte[]> kafka) {
        this.kafka = kafka;
    }

    /** Returns when Kafka has them all; the offsets of the originals may be committed only then. */
    void put(List<Refused> refused) {
        CompletableFuture.allOf(
                        refused.stream().map(one -> kafka.send(letter(one))).toArray(CompletableFuture<?>[]::new))
                .join();
        refused.forEach(one -> log.warn(
                "Put aside {}-{}@{}: {}",
                one.record().topic(),
                one.record().partition(),
                one.record().offset(),
                reason(one)));
    }

    private static ProducerRecord<byte[], byte[]> letter(Refused refused) {
        ConsumerRecord<byte[], byte[]> origin = refused.record();
        boolean fits = fits(origin);
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                Topics.deadLettersOf(origin.topic()),
                null,
                fits ? origin.key() : null,
                fits ? origin.value() : null,
                fits ? origin.headers() : null);
        Map<String, String> story = Map.of(
                REASON, reason(refused),
                TOPIC, origin.topic(),
                PARTITION, Integer.toString(origin.partition()),
                OFFSET, Long.toString(origin.offset()),
                TIMESTAMP, Long.toString(origin.timestamp()));
        story.forEach((name, value) -> set(letter.headers(), name, value));
        return letter;
    }

    private static void set(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }

    private static String reason(Refused refused) {
        String reason = fits(refused.record()) ? refused.reason() : "too large to be kept here: " + refused.reason();
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
    }

    private static boolean fits(ConsumerRecord<byte[], byte[]> record) {
        long bytes = lengthOf(record.key()) + lengthOf(record.value());
        for (Header header : record.headers()) {
            bytes += LONGEST_CHARACTER * header.key().length() + HEADER_FRAME + lengthOf(header.value());
        }
        return bytes <= LARGEST_BYTES;
    }

    private static long lengthOf(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
