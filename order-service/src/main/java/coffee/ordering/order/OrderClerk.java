package coffee.ordering.order;

import coffee.ordering.desk.Clerk;
import coffee.ordering.menu.MenuBoard;
import coffee.ordering.outbox.Outbox;
import coffee.ordering.point.PointLedger;
import coffee.ordering.shared.OrderNo;
import coffee.ordering.shared.Refusal;
import coffee.ordering.shared.ShopClock;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes orders: priced from our own menus, paid with points, told to the outbox, all in the desk's transaction. */
@Component
class OrderClerk implements Clerk<PlaceOrder> {

    private final MenuBoard menus;
    private final PointLedger points;
    private final OrderNumbers numbers;
    private final Outbox outbox;
    private final EntityManager entities;
    private final ShopClock clock;

    OrderClerk(
            MenuBoard menus,
            PointLedger points,
            OrderNumbers numbers,
            Outbox outbox,
            EntityManager entities,
            ShopClock clock) {
        this.menus = menus;
        this.points = points;
        this.numbers = numbers;
        this.outbox = outbox;
        this.entities = entities;
        this.clock = clock;
    }

    @Override
    public Class<PlaceOrder> commands() {
        return PlaceOrder.class;
    }

    @Override
    public Decider<PlaceOrder> prepare(List<PlaceOrder> commands, Instant now) {
        MenuBoard.Offers offers = menus.offers();
        Iterator<OrderNo> orderNumbers = numbers.draw(commands.size());
        return command -> place(command, orderNumbers.next(), offers, now);
    }

    private OrderController.OrderResponse place(
            PlaceOrder command, OrderNo orderNo, MenuBoard.Offers offers, Instant now) {
        try {
            return placeBy(offers, command, orderNo, now);
        } catch (Refusal refusal) {
            if (offers.lookAgain()) {
                return placeBy(offers, command, orderNo, now);
            }
            throw refusal;
        }
    }

    /** @throws Refusal while nothing is changed yet: {@code use} is the last that may refuse, and the first that changes */
    private OrderController.OrderResponse placeBy(
            MenuBoard.Offers offers, PlaceOrder command, OrderNo orderNo, Instant now) {
        List<OrderLine> lines = command.wishes().stream()
                .map(wish -> OrderLine.of(offers.toOrder(wish.menuId()), wish.qy()))
                .toList();
        Order order = Order.place(orderNo, command.customerId(), lines, now);
        points.use(command.customerId(), order.usePoint(), orderNo, now);
        entities.persist(order);
        outbox.append(order.placed(clock), now);
        return new OrderController.OrderResponse(
                orderNo.toString(), order.orderPrice().won(), order.usePoint().won());
    }
}
