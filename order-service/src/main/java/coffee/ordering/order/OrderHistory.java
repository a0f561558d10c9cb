package coffee.ordering.order;

import coffee.events.EncodedEvent;
import coffee.ordering.outbox.Outbox;
import coffee.ordering.shared.OrderNo;
import coffee.ordering.shared.ShopClock;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** The events of past orders, made again: with the ids, types and contents that they had. */
@Component
class OrderHistory {

    private final Orders orders;
    private final Outbox outbox;
    private final ShopClock clock;

    OrderHistory(Orders orders, Outbox outbox, ShopClock clock) {
        this.orders = orders;
        this.outbox = outbox;
        this.clock = clock;
    }

    Page after(long orderNo, int most) {
        List<Long> numbers = orders.numbersAbove(orderNo, Limit.of(most));
        List<PastEvent> events = orders.withLines(numbers).reversed().stream()
                .flatMap(this::eventsOf)
                .toList();
        String next = numbers.size() < most ? null : new OrderNo(numbers.getLast()).toString();
        return new Page(
                events,
                next,
                orders.newest().map(number -> new OrderNo(number).toString()).orElse(null));
    }

    private Stream<PastEvent> eventsOf(Order order) {
        EncodedEvent placed = outbox.encode(order.placed(clock), order.orderedAt());
        return Stream.concat(
                        Stream.of(placed),
                        order.cancelledAt().map(at -> outbox.encode(order.cancelled(clock), at)).stream())
                .map(this::past);
    }

    private PastEvent past(EncodedEvent event) {
        return new PastEvent(event.id(), event.type(), clock.onTheWire(event.at()), event.json());
    }

    /**
     * @param next to be asked after for the next page; null on the last one
     * @param newest the highest number of any order by now: how far there is to go
     */
    @Schema(name = "OrderEventPage")
    record Page(
            @Schema(description = "In the order of their orders")
            List<PastEvent> events,

            @Schema(
                    description = "What to give as after for the next page; null on the last one",
                    example = "ORD-00000500",
                    types = {"string", "null"})
            @Nullable
            String next,

            @Schema(
                    description = "The highest number of any order by now; null where there is none",
                    example = "ORD-00012345",
                    types = {"string", "null"})
            @Nullable
            String newest) {}

    @Schema(name = "OrderEvent")
    record PastEvent(
            @Schema(
                    description = "The event's own, the same as when it was first sent",
                    example = "ORD-00000001/placed")
            String id,

            @Schema(description = "Which kind, with its version", example = "coffee.order.placed.v1")
            String type,

            @Schema(description = "When it happened", example = "2026-11-21T10:15:30.123456+09:00")
            OffsetDateTime time,

            @Schema(
                    description = "What it says, byte for byte as on the topic order-menu",
                    types = "object",
                    example = "{}")
            @JsonRawValue
            String data) {}
}
