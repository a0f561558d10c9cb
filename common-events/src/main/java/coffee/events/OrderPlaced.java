package coffee.events;

import static java.util.Objects.requireNonNull;

import java.time.OffsetDateTime;
import java.util.List;

/** An order was accepted and paid. */
public record OrderPlaced(
        String orderNo,
        String customerId,
        long orderPrice,
        long payPrice,
        long usePoint,
        OffsetDateTime orderDt,
        List<OrderedMenu> menus)
        implements OrderEvent {

    public OrderPlaced {
        requireNonNull(orderNo, "orderNo");
        requireNonNull(customerId, "customerId");
        requireNonNull(orderDt, "orderDt");
        menus = List.copyOf(menus);
    }

    @Override
    public String id() {
        return orderNo + "/placed";
    }
}
