package coffee.local;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the data platform's stand-in was asked and what it took. */
final class Arrivals {

    private static final int KEPT_ORDERS = 1_000;
    private static final int KEPT_EVENTS = 512 * 1024;

    private record Order(String eventId, Instant at, String body) {}

    private final Deque<Order> orders = new ArrayDeque<>();
    private final EventIds eventIds = new EventIds(KEPT_EVENTS);
    private long calls;
    private int callsNow;
    private int mostAtOnce;
    private long received;
    private long distinct;

    /** Somebody asks, whatever becomes of it. */
    synchronized void begin() {
        calls++;
        callsNow++;
        mostAtOnce = Math.max(mostAtOnce, callsNow);
    }

    synchronized void end() {
        callsNow--;
    }

    /** @return whether it had come before */
    synchronized boolean add(@Nullable String eventId, String body) {
        boolean repeated = eventId != null && !eventIds.add(eventId);
        received++;
        if (!repeated) {
            distinct++;
        }
        orders.addLast(new Order(eventId == null ? "" : eventId, Instant.now(), body));
        if (orders.size() > KEPT_ORDERS) {
            orders.removeFirst();
        }
        return repeated;
    }

    /** @param mode a JSON value to be shown with it */
    synchronized String asJson(String mode) {
        String newest = orders.stream()
                .map(order -> "{\"eventId\":%s,\"at\":%s,\"body\":%s}"
                        .formatted(Json.quote(order.eventId), Json.quote(order.at.toString()), order.body))
                .collect(Collectors.joining(",\n"));
        return "{\"mode\":%s,\"calls\":%d,\"mostAtOnce\":%d,\"received\":%d,\"distinct\":%d,\"orders\":[%s]}"
                .formatted(mode, calls, mostAtOnce, received, distinct, newest);
    }
}
