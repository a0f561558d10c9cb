package coffee.ordering.order;

import coffee.ordering.shared.ErrorCode;
import coffee.ordering.shared.Fields;
import coffee.ordering.shared.InvalidValue;
import coffee.ordering.shared.OrderNo;
import coffee.ordering.shared.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was sold, from the orders themselves: what the display is checked against and rebuilt from. */
@Tag(name = "staff")
@SecurityRequirement(name = "staff")
@RestController
@RequestMapping(path = "/admin", produces = MediaType.APPLICATION_JSON_VALUE)
class SalesController {

    private static final int MOST_DAYS = 31;
    private static final int MOST_ORDERS = 1000;
    private static final int USUAL_ORDERS = 500;

    private final Sales sales;
    private final OrderHistory history;

    SalesController(Sales sales, OrderHistory history) {
        this.sales = sales;
        this.history = history;
    }

    @Operation(summary = "Orders and cups of each menu on each day from one to another, both included")
    @Refuses(ErrorCode.UNAUTHORIZED)
    @GetMapping("/sales")
    List<Sales.Sold> sales(
            @RequestParam String from,
            @RequestParam String to,
            @Parameter(description = "names also menus of which every order was cancelled")
                    @RequestParam(required = false)
                    @Nullable
                    String cancelled) {
        Fields fields = new Fields();
        Fields.Parsed<LocalDate> first = fields.parse("from", from, SalesController::day);
        Fields.Parsed<LocalDate> last = fields.parse("to", to, SalesController::day);
        Fields.Parsed<Boolean> cancelledToo = fields.parse("cancelled", cancelled, SalesController::yes);
        fields.refuseIfWrong();
        long days = ChronoUnit.DAYS.between(first.value(), last.value()) + 1;
        fields.check("to", days >= 1 && days <= MOST_DAYS, "invalid.days", MOST_DAYS);
        fields.refuseIfWrong();
        return sales.between(first.value(), last.value(), cancelledToo.value());
    }

    @Operation(
            summary =
                    "The events of past orders, made again from the orders; after takes the last order number of the page before")
    @Refuses(ErrorCode.UNAUTHORIZED)
    @GetMapping("/order-events")
    OrderHistory.Page orderEvents(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit) {
        Fields fields = new Fields();
        Fields.Parsed<Long> above = fields.parse(
                "after", after, text -> text == null ? 0L : OrderNo.parse(text).number());
        Fields.Parsed<Integer> most = fields.parse("limit", limit, SalesController::limit);
        fields.refuseIfWrong();
        return history.after(above.value(), most.value());
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException notADay) {
            throw new InvalidValue("invalid.day");
        }
    }

    private static boolean yes(@Nullable String text) {
        return switch (text) {
            case null -> false;
            case "N" -> false;
            case "Y" -> true;
            default -> throw new InvalidValue("invalid.yn");
        };
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return USUAL_ORDERS;
        }
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_ORDERS) {
            throw new InvalidValue("invalid.range", 1, MOST_ORDERS);
        }
        return Integer.parseInt(text);
    }
}
