package coffee.display.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import coffee.events.EventCodec;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A record that was put aside.
 *
 * @param origin as it first came, from where it first came
 * @param reason why it could not be applied then
 * @param at when it was put aside
 */
record Letter(ConsumerRecord<byte[], byte[]> origin, String reason, Instant at) {

    static Letter of(ConsumerRecord<byte[], byte[]> found) {
        return new Letter(
                new ConsumerRecord<>(
                        header(found, DeadLetters.TOPIC, Function.identity(), found.topic()),
                        header(found, DeadLetters.PARTITION, Integer::valueOf, found.partition()),
                        header(found, DeadLetters.OFFSET, Long::valueOf, found.offset()),
                        header(found, DeadLetters.TIMESTAMP, Long::valueOf, found.timestamp()),
                        TimestampType.CREATE_TIME,
                        found.serializedKeySize(),
                        found.serializedValueSize(),
                        found.key(),
                        found.value(),
                        found.headers(),
                        Optional.empty()),
                header(found, DeadLetters.REASON, Function.identity(), ""),
                Instant.ofEpochMilli(found.timestamp()));
    }

    /** As the log says it. */
    String id() {
        return origin.topic() + "-" + origin.partition() + "@" + origin.offset();
    }

    @Nullable
    String key() {
        return origin.key() == null ? null : new String(origin.key(), UTF_8);
    }

    @Nullable
    String type() {
        return header(origin, EventCodec.TYPE);
    }

    /** What is no text shows as such; it is the record itself that is replayed. */
    @Nullable
    String payload(int mostChars) {
        if (origin.value() == null) {
            return null;
        }
        String text = new String(origin.value(), UTF_8);
        return text.length() > mostChars ? text.substring(0, mostChars) : text;
    }

    /** Whoever may write to the topic may write anything: what is no number counts as not there. */
    private static <T> T header(
            ConsumerRecord<byte[], byte[]> record, String name, Function<String, T> read, T otherwise) {
        String text = header(record, name);
        try {
            return text == null ? otherwise : read.apply(text);
        } catch (NumberFormatException foreign) {
            return otherwise;
        }
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
