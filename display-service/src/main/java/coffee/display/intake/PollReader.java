package coffee.display.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import coffee.display.intake.Entry.Sale;
import coffee.display.intake.Poll.Heard;
import coffee.display.intake.Poll.Refused;
import coffee.display.shared.CoffeeSettings;
import coffee.events.Decoded;
import coffee.events.EventCodec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads records as what they tell us, each by itself. */
@Component
class PollReader {

    /** Far more than an order with all the lines that it may have, or a menu. */
    private static final int LARGEST_BYTES = 1 << 20;

    private final EventCodec codec = new EventCodec();
    private final Topics topics;
    private final ZoneId zone;
    private final Clock clock;
    private final IntakeSettings settings;

    PollReader(Topics topics, CoffeeSettings shop, Clock clock, IntakeSettings settings) {
        this.topics = topics;
        this.zone = shop.zone();
        this.clock = clock;
        this.settings = settings;
    }

    Poll read(List<ConsumerRecord<byte[], byte[]>> records) {
        Instant horizon = settings.horizon(clock.instant());
        List<Heard> heard = new ArrayList<>(records.size());
        List<Refused> refused = new ArrayList<>();
        int skipped = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                Entry entry = entryOf(record, horizon);
                if (entry == null) {
                    skipped++;
                } else {
                    heard.add(new Heard(record, entry));
                }
            } catch (RuntimeException unreadable) {
                // Reading has no side, so whatever it throws it will throw again.
                refused.add(new Refused(record, String.valueOf(unreadable.getMessage())));
            }
        }
        return new Poll(heard, refused, skipped);
    }

    /** Null for what is nothing to us: a type of others, or the end of a key that compaction may forget. */
    private @Nullable Entry entryOf(ConsumerRecord<byte[], byte[]> record, Instant horizon) {
        if (record.value() == null && topics.isCompacted(record.topic())) {
            return null;
        }
        refuseTooLarge(record);
        return switch (codec.decode(type(record), record.value())) {
            case Decoded.Known known -> young(Entry.of(known.event(), zone), horizon);
            case Decoded.UnknownType unknown -> null;
        };
    }

    /** Compressed, far more fits into a topic than into a statement of ours; and a database that does not take it tells no other reason than none. */
    private static void refuseTooLarge(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value != null && value.length > LARGEST_BYTES) {
            throw new IllegalArgumentException("larger than any event of ours: " + value.length + " bytes");
        }
    }

    /** Of what is older than our memory nobody can tell whether it was counted: to count it again would be worse than to ask. */
    private static Entry young(Entry entry, Instant horizon) {
        if (entry instanceof Sale sale && sale.happenedAt().isBefore(horizon)) {
            throw new IllegalArgumentException(
                    "too old to know whether it was counted: " + sale.id() + " is of " + sale.happenedAt());
        }
        return entry;
    }

    private static @Nullable String type(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(EventCodec.TYPE);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
