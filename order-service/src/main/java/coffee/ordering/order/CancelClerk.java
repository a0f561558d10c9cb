package coffee.ordering.order;

import coffee.ordering.desk.Clerk;
import coffee.ordering.outbox.Outbox;
import coffee.ordering.point.PointLedger;
import coffee.ordering.shared.Money;
import coffee.ordering.shared.OrderNo;
import coffee.ordering.shared.Refusal;
import coffee.ordering.shared.ShopClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Takes orders back: exactly what was used returns to where it came from. */
@Component
class CancelClerk implements Clerk<CancelOrder> {

    private final Orders orders;
    private final PointLedger points;
    private final Outbox outbox;
    private final ShopClock clock;

    CancelClerk(Orders orders, PointLedger points, Outbox outbox, ShopClock clock) {
        this.orders = orders;
        this.points = points;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Class<CancelOrder> commands() {
        return CancelOrder.class;
    }

    @Override
    public Decider<CancelOrder> prepare(List<CancelOrder> commands, Instant now) {
        List<OrderNo> orderNos = commands.stream().map(CancelOrder::orderNo).toList();
        Map<OrderNo, Order> found = orders
                .withLines(orderNos.stream().map(OrderNo::number).toList())
                .stream()
                .collect(Collectors.toMap(Order::orderNo, Function.identity()));
        PointLedger.Refunds refunds = points.refundsOf(orderNos);
        return command -> {
            Order order = found.get(command.orderNo());
            if (order == null) {
                throw new Refusal.UnknownOrder(command.orderNo());
            }
            return cancel(order, refunds, now);
        };
    }

    private OrderController.CancelResponse cancel(Order order, PointLedger.Refunds refunds, Instant now) {
        order.refuseUnlessCancellable();
        refunds.refund(order.customer(), order.usePoint(), order.orderNo(), now);
        Money refunded = order.cancel(now);
        outbox.append(order.cancelled(clock), now);
        return new OrderController.CancelResponse(order.orderNo().toString(), refunded.won());
    }
}
