package coffee.events;

import static java.util.Objects.requireNonNull;

import java.time.OffsetDateTime;
import java.util.List;

/** An order was taken back and its points returned. It may be read before its {@link OrderPlaced} by someone who reads late. */
public record OrderCancelled(
        String orderNo,
        String customerId,
        long refundPoint,
        OffsetDateTime orderDt,
        OffsetDateTime cancelDt,
        List<OrderedMenu> menus)
        implements OrderEvent {

    public OrderCancelled {
        requireNonNull(orderNo, "orderNo");
        requireNonNull(customerId, "customerId");
        requireNonNull(orderDt, "orderDt");
        requireNonNull(cancelDt, "cancelDt");
        menus = List.copyOf(menus);
    }

    @Override
    public String id() {
        return orderNo + "/cancelled";
    }
}
