package coffee.ordering.desk;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.ordering.MovableClock;
import coffee.ordering.Shop;
import coffee.ordering.Shop.Reply;
import coffee.ordering.desk.CustomerModel.Bought;
import coffee.ordering.desk.CustomerModel.Served;
import coffee.ordering.desk.CustomerModel.Wish;
import coffee.ordering.point.PointModel.Line;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Somebody new in the shop, and what a simple model says that he has: the welcome gift, and two that will not last. */
final class ModelledCustomer {

    private static final String LEDGER = """
            SELECT type, point, balance_after, IF(order_no IS NULL, '', CONCAT('ORD-', LPAD(order_no, 8, '0'))) AS order_no
            FROM point_entry WHERE customer_id = ? ORDER BY entry_no
            """;

    private final JdbcClient jdbc;
    private final String id;
    private final long number;
    private CustomerModel model;

    ModelledCustomer(Shop shop, JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.id = shop.post("/customer", "{}").text("customerId");
        this.number = Long.parseLong(id.substring("CUST-".length()));
        LocalDate today = MovableClock.OF_THE_SHOP.today();
        this.model = new CustomerModel(today);
        model.points().give(10_000, LocalDate.of(today.getYear() + 1, 12, 31));
        give(3_000, today.plusDays(1));
        give(2_000, today.plusDays(2));
    }

    /** As staff will one day be able to. */
    private void give(long points, LocalDate lastDay) {
        model.points().give(points, lastDay);
        int entry = model.points().ledger().size();
        long balance = model.points().ledger().getLast().balanceAfter();
        jdbc.sql("INSERT INTO point_entry VALUES (?, ?, 'SAVE', ?, ?, ?, NULL, 'gift', NOW(6))")
                .params(number, entry, points, balance, lastDay)
                .update();
        jdbc.sql("INSERT INTO point_lot VALUES (?, ?, ?, ?)")
                .params(number, entry, points, lastDay)
                .update();
        jdbc.sql("UPDATE point_account SET balance = ?, last_entry = ? WHERE customer_id = ?")
                .params(balance, entry, number)
                .update();
    }

    Set<String> orderNos() {
        return model.orders().keySet();
    }

    Served ask(Shop door, Wish wish, String key) {
        String[] header = {"Idempotency-Key", key};
        Reply reply = switch (wish) {
            case Wish.Charge charge -> door.charge(id, charge.amount(), header);
            case Wish.Order order -> door.order(id, order.menuId(), order.qy(), header);
            case Wish.Cancel cancel -> door.cancel(cancel.orderNo(), header);
        };
        return new Served(wish, key, reply);
    }

    void explain(List<Served> served) {
        model.points().itIs(MovableClock.OF_THE_SHOP.today());
        List<Line> ledger = jdbc.sql(LEDGER)
                .param(number)
                .query((row, line) -> new Line(
                        row.getString("type"),
                        row.getLong("point"),
                        row.getLong("balance_after"),
                        row.getString("order_no")))
                .list();
        model = model.after(served, ledger)
                .orElseThrow(() -> new AssertionError("From %s%nto %s%nno order of serving explains%n%s"
                        .formatted(
                                model.points().ledger(),
                                ledger,
                                served.stream().map(Served::toString).collect(Collectors.joining("\n")))));
    }

    /** @return his orders */
    SortedMap<String, Bought> hasWhatItsModelHas(Shop shop) {
        model.points().itIs(MovableClock.OF_THE_SHOP.today());
        assertThat(shop.points(id))
                .as("points of %s", id)
                .isEqualTo(model.points().available());
        SortedMap<String, Bought> orders = new TreeMap<>();
        List<JsonNode> page = page(shop, "");
        while (!page.isEmpty()) {
            page.forEach(order -> orders.put(
                    order.get("orderNo").asString(),
                    new Bought(
                            order.get("payPrice").longValue(),
                            order.get("orderStateCode").asString().equals("CANCEL"))));
            page = page(shop, "&before=" + orders.firstKey());
        }
        assertThat(orders).as("orders of %s", id).isEqualTo(model.orders());
        return orders;
    }

    private List<JsonNode> page(Shop shop, String before) {
        return shop.get("/order?customerId=" + id + before).rows().toList();
    }
}
