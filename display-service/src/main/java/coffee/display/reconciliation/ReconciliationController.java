package coffee.display.reconciliation;

import coffee.display.orders.OrdersAway;
import coffee.display.shared.ErrorCode;
import coffee.display.shared.Params;
import coffee.display.shared.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/admin/reconciliation", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "staff")
class ReconciliationController {

    private final Reconciliation reconciliation;
    private final ReconciliationMetrics metrics;

    ReconciliationController(Reconciliation reconciliation, ReconciliationMetrics metrics) {
        this.reconciliation = reconciliation;
        this.metrics = metrics;
    }

    @GetMapping
    @Operation(
            summary = "What is counted here and not what the orders say, by menu and day; both days included",
            description = "Orders that are on their way are waited for a while, and told apart after it.")
    @ApiResponse(
            responseCode = "200",
            description = "Compared; without differences where there are none",
            content = @Content(schema = @Schema(implementation = Findings.class)))
    @Refuses(ErrorCode.INVALID_REQUEST)
    Findings compare(
            @Parameter(required = true, schema = @Schema(type = "string", format = "date"))
                    @RequestParam(required = false)
                    @Nullable
                    String from,
            @Parameter(
                            required = true,
                            description = "at most 31 days, both counted",
                            schema = @Schema(type = "string", format = "date"))
                    @RequestParam(required = false)
                    @Nullable
                    String to) {
        Params params = new Params();
        Params.Days days = params.days(from, to, ReconciliationSettings.MOST_DAYS);
        params.refuseIfWrong();
        try {
            Findings findings = reconciliation.compare(days.first(), days.last());
            metrics.found(findings);
            return findings;
        } catch (OrdersAway | DataAccessException | TransactionException away) {
            metrics.failed();
            throw away;
        }
    }
}
