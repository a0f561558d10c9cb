package coffee.events;

import java.time.Instant;
import java.util.Map;

/** An event ready to travel: a CloudEvent in Kafka's binary mode, attributes in the headers and JSON in the value. */
public record EncodedEvent(String id, String type, String topic, String key, String source, Instant at, String json) {

    public Map<String, String> headers() {
        return Map.of(
                "ce_specversion",
                "1.0",
                EventCodec.ID,
                id,
                EventCodec.TYPE,
                type,
                EventCodec.SOURCE,
                source,
                EventCodec.TIME,
                at.toString(),
                "content-type",
                "application/json");
    }
}
