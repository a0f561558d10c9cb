package coffee.ordering.outbox;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which events are still on their way out. */
@Tag(name = "staff")
@SecurityRequirement(name = "staff")
@RestController
@RequestMapping(path = "/admin/outbox", produces = MediaType.APPLICATION_JSON_VALUE)
class OutboxController {

    private final OutboxRows rows;

    OutboxController(OutboxRows rows) {
        this.rows = rows;
    }

    @Operation(summary = "The events that wait to be sent, by the numbers that they wait under")
    @GetMapping
    OutboxView waiting() {
        return rows.waiting()
                .map(span -> new OutboxView(span.lowest(), span.highest()))
                .orElse(new OutboxView(null, null));
    }

    /**
     * What waits now has left once {@code lowest} is above what {@code highest} is now, or is null: a number is never given twice, and what is
     * committed later under a lower one only makes it look as if there were more to wait for.
     */
    record OutboxView(
            @Schema(
                    description = "The lowest number under which an event waits; null where none does",
                    example = "28",
                    types = {"integer", "null"},
                    format = "int64")
            @Nullable
            Long lowest,

            @Schema(
                    description = "The highest number under which an event waits; null where none does",
                    example = "31",
                    types = {"integer", "null"},
                    format = "int64")
            @Nullable
            Long highest) {}
}
