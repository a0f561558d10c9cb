package coffee.display.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import coffee.display.intake.Poll.Heard;
import coffee.display.intake.Poll.Refused;
import coffee.display.shared.CoffeeSettings;
import coffee.events.Decoded;
import coffee.events.EventCodec;
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

    private final EventCodec codec = new EventCodec();
    private final Topics topics;
    private final ZoneId zone;

    PollReader(Topics topics, CoffeeSettings shop) {
        this.topics = topics;
        this.zone = shop.zone();
    }

    Poll read(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Heard> heard = new ArrayList<>(records.size());
        List<Refused> refused = new ArrayList<>();
        int skipped = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                Entry entry = entryOf(record);
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
    private @Nullable Entry entryOf(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null && topics.isCompacted(record.topic())) {
            return null;
        }
        return switch (codec.decode(type(record), record.value())) {
            case Decoded.Known known -> Entry.of(known.event(), zone);
            case Decoded.UnknownType unknown -> null;
        };
    }

    private static @Nullable String type(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(EventCodec.TYPE);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
