package coffee.display.orders;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/** The doors of order-service that are open to us, and what comes out of them. */
@FeignClient(name = "orders", url = "${coffee.order-service.url}", configuration = OrdersWire.class)
interface OrdersDoor {

    @GetMapping("/admin/sales?cancelled=Y")
    List<SoldLine> sales(@RequestParam("from") String from, @RequestParam("to") String to);

    @GetMapping("/admin/order-events")
    EventsPage events(@RequestParam("after") @Nullable String after, @RequestParam("limit") int limit);

    @GetMapping("/admin/outbox")
    Waiting outbox();

    @PostMapping("/admin/menu/republish")
    void republishMenus();

    record SoldLine(
            LocalDate day, String menuId, long orderCnt, long cupCnt, long cancelledOrderCnt, long cancelledCupCnt) {

        public SoldLine {
            requireNonNull(day, "day");
            requireNonNull(menuId, "menuId");
        }
    }

    record EventsPage(
            List<PastEvent> events,
            @Nullable String next,
            @Nullable String newest) {

        public EventsPage {
            events = List.copyOf(events);
        }
    }

    record PastEvent(String type, JsonNode data) {

        public PastEvent {
            requireNonNull(type, "type");
            requireNonNull(data, "data");
        }
    }

    record Waiting(@Nullable Long lowest, @Nullable Long highest) {}
}
