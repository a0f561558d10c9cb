package coffee.ordering.order;

import coffee.ordering.shared.Fields;
import coffee.ordering.shared.InvalidValue;
import coffee.ordering.shared.Limit;
import coffee.ordering.shared.OrderNo;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
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
    /** LocalDate knows years that no database does. */
    private static final Pattern DAY = Pattern.compile("[12][0-9]{3}-[0-9]{2}-[0-9]{2}");

    private static final int USUAL_ORDERS = 500;

    private final Sales sales;
    private final OrderHistory history;

    SalesController(Sales sales, OrderHistory history) {
        this.sales = sales;
        this.history = history;
    }

    @Operation(summary = "Orders and cups of each menu on each day from one to another, both included")
    @GetMapping("/sales")
    List<Sales.Sold> sales(
            @Parameter(
                            description = "The first day, in the shop's zone",
                            example = "2026-11-01",
                            schema = @Schema(type = "string", format = "date"))
                    @RequestParam
                    String from,
            @Parameter(
                            description = "The last day, included; " + MOST_DAYS + " days at most",
                            example = "2026-11-30",
                            schema = @Schema(type = "string", format = "date"))
                    @RequestParam
                    String to,
            @Parameter(
                            description = "Y names also menus of which every order was cancelled",
                            example = "Y",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"Y", "N"}))
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
    @GetMapping("/order-events")
    OrderHistory.Page orderEvents(
            @Parameter(description = "An order number: only orders after it", example = "ORD-00000001")
                    @RequestParam(required = false)
                    @Nullable
                    String after,
            @Limit(value = "How many orders to a page", usual = USUAL_ORDERS) @RequestParam(required = false) @Nullable
                    String limit) {
        Fields fields = new Fields();
        Fields.Parsed<Long> above = fields.parse(
                "after", after, text -> text == null ? 0L : OrderNo.parse(text).number());
        Fields.Parsed<Integer> most = fields.limit(limit, USUAL_ORDERS);
        fields.refuseIfWrong();
        return history.after(above.value(), most.value());
    }

    private static LocalDate day(String text) {
        try {
            if (DAY.matcher(text).matches()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException notInTheCalendar) {
            // Such as the 30th of February.
        }
        throw new InvalidValue("invalid.day");
    }

    private static boolean yes(@Nullable String text) {
        return switch (text) {
            case null -> false;
            case "N" -> false;
            case "Y" -> true;
            default -> throw new InvalidValue("invalid.yn");
        };
    }
}
