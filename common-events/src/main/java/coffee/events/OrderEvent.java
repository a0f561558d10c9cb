package coffee.events;

import java.time.OffsetDateTime;
import java.util.List;

/** What the topic {@code order-menu} carries. Either event tells the whole order, so that a reader needs no other one first. */
public sealed interface OrderEvent extends CoffeeEvent permits OrderPlaced, OrderCancelled {

    String orderNo();

    String customerId();

    /** When the order was placed, also where the event is its cancel: the day it counts for is the day of the order. */
    OffsetDateTime orderDt();

    List<OrderedMenu> menus();

    @Override
    default Topic topic() {
        return Topic.ORDER_MENU;
    }

    @Override
    default String key() {
        return orderNo();
    }
}
