package coffee.events;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The only place that knows how an event is written. */
public final class EventCodec {

    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String TIME = "ce_time";

    private static final Pattern VERSION = Pattern.compile("\\.v\\d+$");

    private final JsonMapper json = JsonMapper.builder()
            .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The published types. A change that is not additive gets a new type with a higher version, and both are sent for a while. */
    private enum Type {
        ORDER_PLACED("coffee.order.placed.v1", OrderPlaced.class),
        ORDER_CANCELLED("coffee.order.cancelled.v1", OrderCancelled.class),
        MENU_CHANGED("coffee.menu.changed.v1", MenuChanged.class);

        private static final Map<String, Type> BY_NAME =
                Arrays.stream(values()).collect(toUnmodifiableMap(type -> type.typeName, Function.identity()));

        private final String typeName;
        private final Class<? extends CoffeeEvent> event;

        Type(String typeName, Class<? extends CoffeeEvent> event) {
            this.typeName = typeName;
            this.event = event;
        }

        static Type of(CoffeeEvent event) {
            return switch (event) {
                case OrderPlaced placed -> ORDER_PLACED;
                case OrderCancelled cancelled -> ORDER_CANCELLED;
                case MenuChanged changed -> MENU_CHANGED;
            };
        }

        /** Whether a version of this type exists that we do not know: that one may not be passed over. */
        static boolean knowsAnotherVersionOf(String name) {
            String base = withoutVersion(name);
            return Arrays.stream(values())
                    .anyMatch(type -> withoutVersion(type.typeName).equals(base));
        }

        private static String withoutVersion(String name) {
            return VERSION.matcher(name).replaceFirst("");
        }
    }

    /**
     * @param source who says so, such as {@code /order-service}
     * @param at when it happened
     */
    public EncodedEvent encode(CoffeeEvent event, String source, Instant at) {
        return new EncodedEvent(
                event.id(),
                Type.of(event).typeName,
                event.topic().topicName(),
                event.key(),
                source,
                at,
                json.writeValueAsString(event));
    }

    /** @throws UnreadableEvent where the record claims a type of ours and is not readable as one */
    public Decoded decode(@Nullable String type, byte @Nullable [] value) {
        if (type == null) {
            throw new UnreadableEvent("no " + TYPE + " header");
        }
        Type known = Type.BY_NAME.get(type);
        if (known == null) {
            if (Type.knowsAnotherVersionOf(type)) {
                throw new UnreadableEvent("unknown version: " + type);
            }
            return new Decoded.UnknownType(type);
        }
        if (value == null || value.length == 0) {
            throw new UnreadableEvent("no value for " + type);
        }
        try {
            CoffeeEvent event = json.readValue(value, known.event);
            if (event == null) {
                throw new UnreadableEvent("null for " + type);
            }
            return new Decoded.Known(event);
        } catch (JacksonException unreadable) {
            throw new UnreadableEvent("not a " + type + ": " + unreadable.getOriginalMessage(), unreadable);
        }
    }
}
