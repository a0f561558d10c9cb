package coffee.display.intake;

import coffee.display.menu.MenuId;
import coffee.display.ranking.Sales;
import coffee.display.ranking.Sold;
import coffee.events.CoffeeEvent;
import coffee.events.MenuChanged;
import coffee.events.OrderCancelled;
import coffee.events.OrderEvent;
import coffee.events.OrderPlaced;
import coffee.events.OrderedMenu;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What an event changes in the books. Made before anything is written, so that what cannot be made cannot stop the rest. */
sealed interface Entry {

    static Entry of(CoffeeEvent event, ZoneId zone) {
        return switch (event) {
            case OrderEvent order -> Sale.of(order, zone);
            case MenuChanged menu -> new Change(menuId(menu.menuId()), menu);
        };
    }

    private static MenuId menuId(String text) {
        return MenuId.parse(text).orElseThrow(() -> new IllegalArgumentException("no menu id: " + text));
    }

    /**
     * An order, or its cancel.
     *
     * @param happenedAt a cancel happens when it is made, however old its order is
     * @param orderedAt when the order was placed, also where this is its cancel
     * @param sold for the shop's day of the order: one order of each menu in it, however many lines name it
     */
    record Sale(String id, Instant happenedAt, Instant orderedAt, Map<Sales.Slot, Sold> sold) implements Entry {

        /** The column's size; what does not fit would be cut by INSERT IGNORE without a word. */
        private static final Pattern ID = Pattern.compile("[!-~]{1,64}");

        /** The days that a column takes, with room for the zone; another would become none by INSERT IGNORE, and its mark be forgotten. */
        private static final int FIRST_YEAR = 1001;

        private static final int LAST_YEAR = 9998;

        static Sale of(OrderEvent order, ZoneId zone) {
            if (!ID.matcher(order.id()).matches()) {
                throw new IllegalArgumentException("no event id: " + order.id());
            }
            LocalDate day = order.orderDt().atZoneSameInstant(zone).toLocalDate();
            Map<Sales.Slot, Sold> sold = new HashMap<>();
            for (OrderedMenu line : order.menus()) {
                Sold cups = new Sold(1, line.qy());
                sold.merge(new Sales.Slot(day, menuId(line.menuId())), cups, Sold::sameOrder);
            }
            return switch (order) {
                case OrderPlaced placed -> made(order, placed.orderDt(), sold);
                case OrderCancelled cancelled -> {
                    sold.replaceAll((slot, cups) -> cups.negated());
                    yield made(order, cancelled.cancelDt(), sold);
                }
            };
        }

        private static Sale made(OrderEvent order, OffsetDateTime happenedAt, Map<Sales.Slot, Sold> sold) {
            if (happenedAt.getYear() < FIRST_YEAR || happenedAt.getYear() > LAST_YEAR) {
                throw new IllegalArgumentException("no day that can be kept: " + happenedAt);
            }
            return new Sale(order.id(), happenedAt.toInstant(), order.orderDt().toInstant(), Map.copyOf(sold));
        }

        /** The day that its mark is forgotten by. */
        LocalDate markedOn() {
            return LocalDate.ofInstant(happenedAt, ZoneOffset.UTC);
        }
    }

    /** A menu as it is now. */
    record Change(MenuId id, MenuChanged menu) implements Entry {}
}
