package coffee.display.intake;

import coffee.display.intake.Poll.Heard;
import coffee.display.menu.MenuBoard;
import coffee.display.menu.MenuId;
import coffee.display.ranking.Sales;
import coffee.display.ranking.Sold;
import coffee.display.shared.CoffeeSettings;
import coffee.events.MenuChanged;
import coffee.events.OrderCancelled;
import coffee.events.OrderEvent;
import coffee.events.OrderPlaced;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Enters events, each once: the mark that it was entered and everything it changes are one transaction. */
@Component
class Ledger {

    private final JdbcTemplate jdbc;
    private final Sales sales;
    private final MenuBoard menus;
    private final ZoneId zone;

    Ledger(JdbcTemplate jdbc, Sales sales, MenuBoard menus, CoffeeSettings settings) {
        this.jdbc = jdbc;
        this.sales = sales;
        this.menus = menus;
        this.zone = settings.zone();
    }

    /** Answers how many of them had been entered before. A menu needs no mark: its version says whether it is news. */
    @Transactional
    public int enter(List<Heard> heard) {
        Map<String, OrderEvent> orders = new TreeMap<>();
        Map<MenuId, MenuChanged> changes = new HashMap<>();
        for (Heard one : heard) {
            switch (one.event()) {
                case OrderEvent order -> orders.put(order.id(), order);
                case MenuChanged menu -> changes.merge(Poll.menuId(menu.menuId()), menu, MenuBoard.newer());
            }
        }
        Set<String> fresh = mark(orders.keySet());
        orders.keySet().retainAll(fresh);
        menus.put(changes);
        sales.add(changesBy(orders.values()));
        return (int) heard.stream()
                        .filter(one -> one.event() instanceof OrderEvent)
                        .count()
                - fresh.size();
    }

    /** In one statement, sorted, so that of two instances with the same events one waits and then finds nothing new. */
    private Set<String> mark(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        String rows = "(?)" + ",(?)".repeat(ids.size() - 1);
        return new HashSet<>(jdbc.queryForList(
                "INSERT IGNORE INTO applied_event (event_id) VALUES " + rows + " RETURNING event_id",
                String.class,
                ids.toArray()));
    }

    private Map<Sales.Slot, Sold> changesBy(Collection<OrderEvent> orders) {
        Map<Sales.Slot, Sold> sum = new HashMap<>();
        for (OrderEvent order : orders) {
            LocalDate day = order.orderDt().atZoneSameInstant(zone).toLocalDate();
            soldIn(order).forEach((menu, sold) -> sum.merge(new Sales.Slot(day, menu), sold, Sold::plus));
        }
        return sum;
    }

    /** One order for each menu in it, however many lines name it. */
    private static Map<MenuId, Sold> soldIn(OrderEvent order) {
        Map<MenuId, Long> cups = new HashMap<>();
        order.menus().forEach(line -> cups.merge(Poll.menuId(line.menuId()), (long) line.qy(), Long::sum));
        Map<MenuId, Sold> sold = new HashMap<>();
        cups.forEach((menu, qy) -> sold.put(menu, signed(order, new Sold(1, qy))));
        return sold;
    }

    private static Sold signed(OrderEvent order, Sold sold) {
        return switch (order) {
            case OrderPlaced placed -> sold;
            case OrderCancelled cancelled -> sold.negated();
        };
    }
}
