package coffee.ordering.point;

import coffee.ordering.desk.OrderDesk;
import coffee.ordering.idempotency.IdempotencyKey;
import coffee.ordering.shared.CustomerId;
import coffee.ordering.shared.ErrorCode;
import coffee.ordering.shared.Fields;
import coffee.ordering.shared.InvalidValue;
import coffee.ordering.shared.Money;
import coffee.ordering.shared.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Points over HTTP. */
@Tag(name = "point")
@RestController
@RequestMapping(path = "/point", produces = MediaType.APPLICATION_JSON_VALUE)
class PointController {

    private final OrderDesk desk;
    private final PointStatements statements;

    PointController(OrderDesk desk, PointStatements statements) {
        this.desk = desk;
        this.statements = statements;
    }

    @Operation(summary = "Charge points")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ChargeResponse.class)))
    @Refuses({ErrorCode.NOT_FOUND_DATA, ErrorCode.POINT_LIMIT, ErrorCode.IDEMPOTENCY_KEY_REUSED, ErrorCode.OVERLOADED})
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> charge(IdempotencyKey key, @RequestBody ChargeRequest request, Locale language) {
        return desk.serve(request.parsed(), key, language);
    }

    @Operation(
            summary =
                    "Points of a customer and the newest 100 ledger lines; before takes an entry number and pages back")
    @Refuses({ErrorCode.NOT_FOUND_DATA})
    @GetMapping("/{customerId}")
    List<PointStatements.Statement> points(
            @PathVariable String customerId,
            @Parameter(
                            description = "An entry number: only what was written before it",
                            example = "101",
                            schema = @Schema(type = "integer", format = "int32", minimum = "1"))
                    @RequestParam(required = false)
                    @Nullable
                    String before) {
        CustomerId customer = Fields.one("customerId", customerId, CustomerId::parse);
        int newest = before == null ? Integer.MAX_VALUE : Fields.one("before", before, PointController::entryNo);
        return List.of(statements.of(customer, newest));
    }

    private static int entryNo(String text) {
        if (!text.matches("[1-9][0-9]{0,9}") || Long.parseLong(text) > Integer.MAX_VALUE) {
            throw new InvalidValue("invalid.range", 1, Integer.MAX_VALUE);
        }
        return Integer.parseInt(text);
    }

    record ChargeRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String customerId,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "Points to add",
                    example = "20000",
                    minimum = "" + ChargePoints.LEAST,
                    maximum = "" + ChargePoints.MOST)
            @Nullable
            Long chargeAmt) {

        ChargePoints parsed() {
            Fields fields = new Fields();
            Fields.Parsed<CustomerId> customer = fields.parse("customerId", customerId, CustomerId::parse);
            Fields.Parsed<Money> amount = fields.parse("chargeAmt", chargeAmt, ChargePoints::amount);
            fields.refuseIfWrong();
            return new ChargePoints(customer.value(), amount.value());
        }
    }

    record ChargeResponse(
            @Schema(description = "The balance before", example = "10000")
            long beforeChargePoint,

            @Schema(description = "What was added", example = "20000")
            long chargeAmt,

            @Schema(description = "The balance after", example = "30000")
            long afterChargePoint) {}
}
