package coffee.ordering.dataplatform;

import static java.nio.charset.StandardCharsets.UTF_8;

import coffee.events.Decoded;
import coffee.events.EventCodec;
import coffee.events.OrderPlaced;
import coffee.ordering.shared.OrderNo;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What a record of the topic is to the data platform. */
sealed interface Content {

    EventCodec CODEC = new EventCodec();

    /** To be told. */
    record Paid(String eventId, PaidOrder order) implements Content {}

    /** A cancel, or a kind of event that is none of ours: the platform is told of paid orders only. */
    record OfNoInterest() implements Content {}

    /** Claims to be an event of ours and is none. */
    record Unreadable(String reason) implements Content {}

    static Content of(ConsumerRecord<byte[], byte[]> record) {
        try {
            return switch (CODEC.decode(header(record, EventCodec.TYPE), record.value())) {
                case Decoded.Known(OrderPlaced placed) -> paid(placed);
                case Decoded.Known other -> new OfNoInterest();
                case Decoded.UnknownType unknown -> new OfNoInterest();
            };
        } catch (RuntimeException unreadable) {
            // Reading has no side, so whatever it throws it will throw again.
            return new Unreadable(String.valueOf(unreadable.getMessage()));
        }
    }

    static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    /** The id becomes an HTTP header, so it has to be made of a real order number. */
    private static Paid paid(OrderPlaced placed) {
        OrderNo.parse(placed.orderNo());
        return new Paid(placed.id(), PaidOrder.of(placed));
    }
}
