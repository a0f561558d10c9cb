package coffee.ordering.order;

import coffee.ordering.desk.OrderDesk;
import coffee.ordering.idempotency.IdempotencyKey;
import coffee.ordering.point.PointLedger;
import coffee.ordering.shared.CustomerId;
import coffee.ordering.shared.ErrorCode;
import coffee.ordering.shared.Fields;
import coffee.ordering.shared.MenuId;
import coffee.ordering.shared.OrderNo;
import coffee.ordering.shared.Refusal;
import coffee.ordering.shared.Refuses;
import coffee.ordering.shared.ShopClock;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders over HTTP: what comes in is parsed here, once; what goes out has its names from here. */
@Tag(name = "order")
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class OrderController {

    private static final Limit PAGE = Limit.of(20);

    private final OrderDesk desk;
    private final Orders orders;
    private final PointLedger points;
    private final ShopClock clock;

    OrderController(OrderDesk desk, Orders orders, PointLedger points, ShopClock clock) {
        this.desk = desk;
        this.orders = orders;
        this.points = points;
        this.clock = clock;
    }

    @Operation(summary = "Order menus and pay with points")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = OrderResponse.class)))
    @Refuses({
        ErrorCode.NOT_FOUND_DATA,
        ErrorCode.NO_POINT,
        ErrorCode.MENU_NOT_ON_SALE,
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        ErrorCode.OVERLOADED
    })
    @PostMapping(path = "/order", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> place(IdempotencyKey key, @RequestBody OrderRequest request, Locale language) {
        return desk.serve(request.parsed(), key, language);
    }

    @Operation(summary = "Take an order back")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CancelResponse.class)))
    @Refuses({
        ErrorCode.NOT_FOUND_DATA,
        ErrorCode.NOT_CANCELLABLE,
        ErrorCode.POINT_LIMIT,
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        ErrorCode.OVERLOADED
    })
    @PostMapping("/order/{orderNo}/cancel")
    ResponseEntity<String> cancel(IdempotencyKey key, @PathVariable String orderNo, Locale language) {
        OrderNo order = Fields.one("orderNo", orderNo, OrderNo::parse);
        // Whose order it is never changes, so it may be read before the account is locked.
        CustomerId customer = orders.customerOf(order.number())
                .map(CustomerId::new)
                .orElseThrow(() -> new Refusal.UnknownOrder(order));
        return desk.serve(new CancelOrder(customer, order), key, language);
    }

    @Operation(summary = "One order, at the prices of its time")
    @Refuses({ErrorCode.NOT_FOUND_DATA})
    @GetMapping("/order/{orderNo}")
    OrderView order(@PathVariable String orderNo) {
        OrderNo order = Fields.one("orderNo", orderNo, OrderNo::parse);
        return orders.withLines(List.of(order.number())).stream()
                .findFirst()
                .map(this::view)
                .orElseThrow(() -> new Refusal.UnknownOrder(order));
    }

    @Operation(
            summary =
                    "A customer's orders, newest first, 20 to a page; before takes the last order number of the page before")
    @Refuses({ErrorCode.NOT_FOUND_DATA})
    @GetMapping("/order")
    List<OrderView> orders(
            @RequestParam String customerId,
            @Parameter(description = "An order number: only what was ordered before it", example = "ORD-00000021")
                    @RequestParam(required = false)
                    @Nullable
                    String before) {
        CustomerId customer = Fields.one("customerId", customerId, CustomerId::parse);
        long newest = before == null
                ? Long.MAX_VALUE
                : Fields.one("before", before, OrderNo::parse).number();
        points.refuseUnlessKnown(customer);
        List<Long> page = orders.page(customer.number(), newest, PAGE);
        return orders.withLines(page).stream().map(this::view).toList();
    }

    private OrderView view(Order order) {
        return new OrderView(
                order.orderNo().toString(),
                order.customer().toString(),
                order.orderPrice().won(),
                order.payPrice().won(),
                order.usePoint().won(),
                order.state().name(),
                order.state().displayName(),
                clock.onTheWire(order.orderedAt()),
                order.lines().stream().map(OrderedMenuView::of).toList());
    }

    record OrderRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String customerId,

            @ArraySchema(
                    minItems = 1,
                    maxItems = OrderRequest.MOST_LINES,
                    arraySchema =
                            @Schema(
                                    requiredMode = Schema.RequiredMode.REQUIRED,
                                    description = "What is ordered; the same menu twice is one line with the sum"))
            @Nullable
            List<@Nullable MenuQuantity> menuList) {

        private static final int MOST_LINES = 20;

        PlaceOrder parsed() {
            Fields fields = new Fields();
            Fields.Parsed<CustomerId> customer = fields.parse("customerId", customerId, CustomerId::parse);
            List<@Nullable MenuQuantity> lines = menuList == null ? List.of() : menuList;
            fields.check("menuList", !lines.isEmpty() && lines.size() <= MOST_LINES, "invalid.lines", 1, MOST_LINES);
            List<ParsedLine> parsed = new ArrayList<>();
            for (int i = 0; i < Math.min(lines.size(), MOST_LINES); i++) {
                parsed.add(ParsedLine.of(fields, "menuList[" + i + "]", lines.get(i)));
            }
            fields.refuseIfWrong();

            Map<MenuId, Integer> cups = new LinkedHashMap<>();
            parsed.forEach(line -> cups.merge(line.menuId().value(), line.qy().value(), Integer::sum));
            fields.check(
                    "menuList",
                    cups.values().stream().allMatch(PlaceOrder::isQuantity),
                    "invalid.sum",
                    PlaceOrder.MOST_CUPS);
            fields.refuseIfWrong();
            return new PlaceOrder(
                    customer.value(),
                    cups.entrySet().stream()
                            .map(line -> new PlaceOrder.Wish(line.getKey(), line.getValue()))
                            .toList());
        }
    }

    private record ParsedLine(Fields.Parsed<MenuId> menuId, Fields.Parsed<Integer> qy) {

        static ParsedLine of(Fields fields, String at, @Nullable MenuQuantity line) {
            return new ParsedLine(
                    fields.parse(at + ".menuId", line == null ? null : line.menuId(), MenuId::parse),
                    fields.parse(at + ".qy", line == null ? null : line.qy(), PlaceOrder::quantity));
        }
    }

    record MenuQuantity(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String menuId,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "So many cups",
                    example = "2",
                    minimum = "1",
                    maximum = "" + PlaceOrder.MOST_CUPS)
            @Nullable
            Integer qy) {}

    record OrderResponse(
            String orderNo,

            @Schema(description = "The sum over all lines", example = "8400")
            long orderPrice,

            @Schema(description = "Points that were used for it", example = "8400")
            long usePoint) {}

    record CancelResponse(
            String orderNo,

            @Schema(description = "Points that were given back", example = "8400")
            long refundPoint) {}

    record OrderView(
            String orderNo,
            String customerId,

            @Schema(description = "The sum over all lines", example = "8400")
            long orderPrice,

            @Schema(description = "What was to be paid", example = "8400")
            long payPrice,

            @Schema(description = "Points that were used for it", example = "8400")
            long usePoint,

            @Schema(description = "Where it stands", implementation = OrderState.class, example = "COMPLETE")
            String orderStateCode,

            @Schema(description = "The same in Korean", example = "주문완료")
            String orderStateName,

            @Schema(description = "When it was ordered", example = "2026-11-21T10:15:30.123456+09:00")
            OffsetDateTime orderDt,

            @Schema(description = "Its lines, at the names and prices of that moment")
            List<OrderedMenuView> orderMenu) {}

    record OrderedMenuView(
            String menuId,

            @Schema(description = "Its name when it was ordered", example = "아이스 아메리카노")
            String menuNm,

            @Schema(description = "The price of one when it was ordered", example = "4200")
            long menuPrice,

            @Schema(description = "So many cups", example = "2")
            int qy) {

        static OrderedMenuView of(OrderLine line) {
            return new OrderedMenuView(
                    new MenuId(line.menuId()).toString(),
                    line.menuNm(),
                    line.menuPrice().won(),
                    line.qy());
        }
    }
}
