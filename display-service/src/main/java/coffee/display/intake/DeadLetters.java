package coffee.display.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import coffee.display.intake.Poll.Refused;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;

/** Where a record goes that can never be applied: as it came, with the reason and where it came from in plain headers. */
@Component
class DeadLetters {

    static final String REASON = "dlt_reason";
    static final String TOPIC = "dlt_topic";
    static final String PARTITION = "dlt_partition";
    static final String OFFSET = "dlt_offset";
    static final String TIMESTAMP = "dlt_timestamp";

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final int LONGEST_REASON = 500;

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
                shortened(one.reason())));
    }

    private static ProducerRecord<byte[], byte[]> letter(Refused refused) {
        ConsumerRecord<byte[], byte[]> origin = refused.record();
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                Topics.deadLettersOf(origin.topic()), null, origin.key(), origin.value(), origin.headers());
        Map<String, String> story = Map.of(
                REASON, shortened(refused.reason()),
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

    private static String shortened(String reason) {
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
    }
}
