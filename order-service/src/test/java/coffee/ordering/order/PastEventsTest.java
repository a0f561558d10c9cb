package coffee.ordering.order;

import static coffee.ordering.Shop.HOT_AMERICANO;
import static coffee.ordering.Shop.HOT_CHOCOLATE;
import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.events.OrderCancelled;
import coffee.events.OrderEvent;
import coffee.events.OrderPlaced;
import coffee.events.OrderedMenu;
import coffee.ordering.MovableClock;
import coffee.ordering.OrderServiceTest;
import coffee.ordering.Shop.Line;
import coffee.ordering.outbox.Listener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** The past, told again from the orders alone, is what was sent when it happened. */
@Import(MovableClock.OnTheWall.class)
class PastEventsTest extends OrderServiceTest {

    private final MovableClock clock = MovableClock.OF_THE_SHOP;
    private final List<String> pages = new ArrayList<>();

    @Test
    void eventsMadeAgainAreTheVeryOnesThatWereSentAndSalesAgreeWithThem() {
        LocalDate firstDay = clock.today();
        int events = someDaysOfOrdersAndCancels();

        List<ConsumerRecord<String, byte[]>> sent;
        List<OrderEvent> told;
        try (Listener listener = new Listener(servers.bootstrapServers(), servers.topicPrefix() + "order-menu")) {
            sent = listener.hear(all -> all.size() >= events);
            told = sent.stream()
                    .map(record -> (OrderEvent) listener.read(record))
                    .toList();
        }
        List<Event> madeAgain = madeAgainInPagesOf(3);

        assertThat(madeAgain)
                .hasSize(events)
                .containsExactlyInAnyOrderElementsOf(
                        sent.stream().map(Event::sent).toList());
        assertThat(sent)
                .allSatisfy(record -> assertThat(pages)
                        .as("to the byte")
                        .anyMatch(page -> page.contains("\"data\":" + json(record))));
        assertThat(sales(firstDay, clock.today())).isEqualTo(recounted(told));
    }

    /** Around midnight too: an order counts on its own day, whenever it is cancelled. */
    private int someDaysOfOrdersAndCancels() {
        String early = order("CUST-00000001", new Line(ICED_AMERICANO, 1));
        order("CUST-00000002", new Line(HOT_AMERICANO, 1), new Line(HOT_CHOCOLATE, 1));
        clock.passUntil(LocalTime.of(23, 59, 59, 999_999_000));
        String late = order("CUST-00000003", new Line(ICED_AMERICANO, 2));
        order("CUST-00000004", new Line(ICED_AMERICANO, 1));
        clock.passUntil(LocalTime.MIDNIGHT);
        order("CUST-00000005", new Line(ICED_AMERICANO, 1), new Line(HOT_CHOCOLATE, 1));
        cancel(late);
        clock.pass(Duration.ofDays(2));
        String sameDay = order("CUST-00000006", new Line(HOT_CHOCOLATE, 2));
        cancel(sameDay);
        cancel(early);
        order("CUST-00000001", new Line(HOT_AMERICANO, 2));
        return 7 + 3;
    }

    private String order(String customer, Line... lines) {
        return shop.order(customer, List.of(lines)).text("orderNo");
    }

    private void cancel(String orderNo) {
        assertThat(shop.cancel(orderNo).status()).isEqualTo(200);
    }

    /** An event as a listener gets it. */
    private record Event(String id, String type, OffsetDateTime time, String json) {

        static Event sent(ConsumerRecord<String, byte[]> record) {
            return new Event(
                    Listener.header(record, "ce_id"),
                    Listener.header(record, "ce_type"),
                    OffsetDateTime.parse(Listener.header(record, "ce_time")),
                    PastEventsTest.json(record));
        }

        static Event madeAgain(JsonNode event) {
            return new Event(
                    event.get("id").asString(),
                    event.get("type").asString(),
                    OffsetDateTime.parse(event.get("time").asString()).withOffsetSameInstant(java.time.ZoneOffset.UTC),
                    event.get("data").toString());
        }
    }

    private static String json(ConsumerRecord<String, byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    private List<Event> madeAgainInPagesOf(int orders) {
        List<Event> events = new ArrayList<>();
        String after = "";
        do {
            pages.add(
                    shop.staffGet("/admin/order-events?limit=" + orders + after).body());
            JsonNode page =
                    shop.staffGet("/admin/order-events?limit=" + orders + after).json();
            page.get("events").forEach(event -> events.add(Event.madeAgain(event)));
            after = page.get("next").isNull()
                    ? ""
                    : "&after=" + page.get("next").asString();
        } while (!after.isEmpty());
        return events;
    }

    /** Day and menu, and how many orders and cups. */
    private Map<String, List<Long>> sales(LocalDate from, LocalDate to) {
        Map<String, List<Long>> sales = new TreeMap<>();
        shop.staffGet("/admin/sales?from=" + from + "&to=" + to)
                .rows()
                .forEach(sold -> sales.put(
                        sold.get("day").asString() + " " + sold.get("menuId").asString(),
                        List.of(
                                sold.get("orderCnt").longValue(),
                                sold.get("cupCnt").longValue())));
        return sales;
    }

    private static Map<String, List<Long>> recounted(List<OrderEvent> told) {
        Map<String, List<Long>> sales = new TreeMap<>();
        for (OrderEvent event : told) {
            switch (event) {
                case OrderPlaced placed -> count(sales, placed.orderDt(), placed.menus(), 1);
                case OrderCancelled cancelled -> count(sales, cancelled.orderDt(), cancelled.menus(), -1);
            }
        }
        sales.values().removeIf(counts -> counts.getFirst() == 0);
        return sales;
    }

    private static void count(Map<String, List<Long>> sales, OffsetDateTime at, List<OrderedMenu> menus, int sign) {
        for (OrderedMenu menu : menus) {
            sales.merge(
                    at.toLocalDate() + " " + menu.menuId(),
                    List.of((long) sign, (long) sign * menu.qy()),
                    (so, more) -> List.of(so.get(0) + more.get(0), so.get(1) + more.get(1)));
        }
    }
}
