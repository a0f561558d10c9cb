package coffee.ordering.dataplatform;

import coffee.events.OrderPlaced;
import coffee.events.OrderedMenu;
import java.time.OffsetDateTime;
import java.util.List;

/** An order as the data platform takes it. Its fields are a contract with the platform. */
record PaidOrder(String customerId, String orderNo, long payPrice, List<Line> menus, OffsetDateTime orderDt) {

    static PaidOrder of(OrderPlaced placed) {
        return new PaidOrder(
                placed.customerId(),
                placed.orderNo(),
                placed.payPrice(),
                placed.menus().stream().map(Line::of).toList(),
                placed.orderDt());
    }

    record Line(String menuId, int qy, long payPrice) {

        static Line of(OrderedMenu menu) {
            return new Line(menu.menuId(), menu.qy(), Math.multiplyExact(menu.menuPrice(), menu.qy()));
        }
    }
}
