package coffee.display;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.events.CoffeeEvent;
import coffee.events.MenuChanged;
import coffee.events.OrderCancelled;
import coffee.events.OrderEvent;
import coffee.events.OrderPlaced;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the tables have to say, worked out the simple way from the set of all events that ever happened. */
final class Truth {

    static final ZoneId SHOP = ZoneId.of("Asia/Seoul");

    private final Map<String, CoffeeEvent> events = new LinkedHashMap<>();

    void add(CoffeeEvent event) {
        events.put(event.id(), event);
    }

    int size() {
        return events.size();
    }

    /** Of each day and menu that is not nothing: "day menu" to "orders/cups". */
    Map<String, String> sales() {
        Map<String, long[]> sum = new TreeMap<>();
        for (CoffeeEvent event : events.values()) {
            if (event instanceof OrderPlaced placed) {
                count(placed, 1, sum);
            } else if (event instanceof OrderCancelled cancelled) {
                count(cancelled, -1, sum);
            }
        }
        Map<String, String> sales = new TreeMap<>();
        sum.forEach((slot, sold) -> {
            if (sold[0] != 0 || sold[1] != 0) {
                sales.put(slot, sold[0] + "/" + sold[1]);
            }
        });
        return sales;
    }

    private static void count(OrderEvent order, int sign, Map<String, long[]> sum) {
        LocalDate day = order.orderDt().atZoneSameInstant(SHOP).toLocalDate();
        Map<String, Long> cups = new HashMap<>();
        order.menus().forEach(line -> cups.merge(line.menuId(), (long) line.qy(), Long::sum));
        cups.forEach((menu, qy) -> {
            long[] sold = sum.computeIfAbsent(day + " " + menu, slot -> new long[2]);
            sold[0] += sign;
            sold[1] += sign * qy;
        });
    }

    /** Of each menu its highest version. */
    Map<String, MenuChanged> menus() {
        return events.values().stream()
                .filter(MenuChanged.class::isInstance)
                .map(MenuChanged.class::cast)
                .collect(Collectors.toMap(
                        MenuChanged::menuId,
                        menu -> menu,
                        (one, other) -> one.version() > other.version() ? one : other,
                        TreeMap::new));
    }

    /** The ranking of these days, as "menuId orderCnt". */
    List<String> best(LocalDate first, LocalDate last, int limit) {
        Map<String, Long> orders = new TreeMap<>();
        sales().forEach((slot, sold) -> {
            LocalDate day = LocalDate.parse(slot.substring(0, slot.indexOf(' ')));
            if (!day.isBefore(first) && !day.isAfter(last)) {
                orders.merge(
                        slot.substring(slot.indexOf(' ') + 1),
                        Long.valueOf(sold.substring(0, sold.indexOf('/'))),
                        Long::sum);
            }
        });
        Set<String> onSale = menus().values().stream()
                .filter(MenuChanged::onSale)
                .map(MenuChanged::menuId)
                .collect(Collectors.toSet());
        return orders.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .filter(entry -> onSale.contains(entry.getKey()))
                .sorted(Map.Entry.<String, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .limit(limit)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
    }

    /** Fails unless the read tables say exactly this, and know exactly these events. */
    void mustBeIn(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            Map<String, String> sales = new TreeMap<>();
            ResultSet rows = statement.executeQuery("SELECT day, menu_id, order_cnt, cup_cnt FROM sales");
            while (rows.next()) {
                String sold = rows.getLong(3) + "/" + rows.getLong(4);
                if (!sold.equals("0/0")) {
                    sales.put(rows.getString(1) + " " + History.menuId(rows.getInt(2)), sold);
                }
            }
            assertThat(sales).isEqualTo(sales());
            Map<String, String> menus = new TreeMap<>();
            rows = statement.executeQuery("SELECT menu_id, version, name, price, on_sale FROM menu");
            while (rows.next()) {
                menus.put(
                        History.menuId(rows.getInt(1)),
                        "%d %s %d %s"
                                .formatted(rows.getLong(2), rows.getString(3), rows.getLong(4), rows.getBoolean(5)));
            }
            assertThat(menus).isEqualTo(menuRows());
            Set<String> marks = new TreeSet<>();
            rows = statement.executeQuery("SELECT event_id FROM applied_event");
            while (rows.next()) {
                marks.add(rows.getString(1));
            }
            assertThat(marks).isEqualTo(orderEvents());
        }
    }

    private Map<String, String> menuRows() {
        Map<String, String> rows = new TreeMap<>();
        menus().forEach((id, menu) ->
                rows.put(id, "%d %s %d %s".formatted(menu.version(), menu.menuNm(), menu.menuPrice(), menu.onSale())));
        return rows;
    }

    private Set<String> orderEvents() {
        return events.values().stream()
                .filter(OrderEvent.class::isInstance)
                .map(CoffeeEvent::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
