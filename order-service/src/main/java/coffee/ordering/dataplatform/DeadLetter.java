package coffee.ordering.dataplatform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record that was put aside: as it came, with the reason and where it came from in plain headers. */
record DeadLetter(ConsumerRecord<byte[], byte[]> record) {

    static final String REASON = "dlt_reason";
    static final String TOPIC = "dlt_topic";
    static final String PARTITION = "dlt_partition";
    static final String OFFSET = "dlt_offset";
    static final String TIME = "dlt_time";

    private static final int LONGEST_REASON = 500;
    /** Well below what Kafka takes. No event of ours is a hundredth of it. */
    private static final int MOST_BYTES = 512 * 1024;

    private static final long LONGEST_CHARACTER = 3;
    private static final long HEADER_FRAME = 10;

    /**
     * @param origin from the topic of orders, or a letter that could not be replayed: that one keeps where it first came from
     */
    static ProducerRecord<String, byte[]> of(ConsumerRecord<byte[], byte[]> origin, String reason, String topic) {
        boolean fits = bytesOf(origin) <= MOST_BYTES;
        ProducerRecord<String, byte[]> letter = new ProducerRecord<>(
                topic,
                null,
                fits && origin.key() != null ? new String(origin.key(), UTF_8) : null,
                fits ? origin.value() : null,
                fits ? origin.headers() : null);
        set(letter.headers(), REASON, plain(fits ? reason : "too large to be kept here: " + reason));
        if (!origin.topic().equals(topic)) {
            Map.of(
                            TOPIC, origin.topic(),
                            PARTITION, Integer.toString(origin.partition()),
                            OFFSET, Long.toString(origin.offset()),
                            TIME, Instant.ofEpochMilli(origin.timestamp()).toString())
                    .forEach((name, value) -> set(letter.headers(), name, value));
        }
        return letter;
    }

    /** Its place among the letters. */
    long number() {
        return record.offset();
    }

    Instant putAsideAt() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** Why it was put aside. */
    String reason() {
        return Objects.requireNonNullElse(header(REASON), "");
    }

    @Nullable
    String header(String name) {
        return Content.header(record, name);
    }

    private static long bytesOf(ConsumerRecord<byte[], byte[]> record) {
        long bytes = Math.max(0L, record.serializedKeySize()) + Math.max(0L, record.serializedValueSize());
        for (Header header : record.headers()) {
            bytes += LONGEST_CHARACTER * header.key().length()
                    + HEADER_FRAME
                    + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }

    private static void set(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }

    /** On one line and of bounded length: a part of it comes from outside. */
    static String plain(String reason) {
        String shortened = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        return shortened.replaceAll("\\p{Cntrl}+", " ");
    }
}
