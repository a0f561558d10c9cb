package coffee.display.rebuild;

import coffee.display.orders.OrderNo;
import coffee.display.rebuild.Rebuilds.Rebuild;
import coffee.display.rebuild.Rebuilds.State;
import coffee.display.shared.ErrorCode;
import coffee.display.shared.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/admin/rebuild", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "staff")
class RebuildController {

    private static final URI PROGRESS = URI.create("/admin/rebuild");

    private final Rebuilder rebuilder;
    private final Rebuilds rebuilds;
    private final RebuildSettings settings;
    private final Clock clock;

    RebuildController(Rebuilder rebuilder, Rebuilds rebuilds, RebuildSettings settings, Clock clock) {
        this.rebuilder = rebuilder;
        this.rebuilds = rebuilds;
        this.settings = settings;
        this.clock = clock;
    }

    @PostMapping
    @Operation(
            summary =
                    "Make the counts anew from the orders, beside the live ones, which they replace in one step when they are complete",
            description = "Menus are told again by the way.")
    @ApiResponse(
            responseCode = "202",
            description = "It has begun",
            content = @Content(schema = @Schema(implementation = ProgressView.class)))
    @Refuses(ErrorCode.REBUILD_RUNNING)
    ResponseEntity<ProgressView> begin() {
        rebuilder.begin();
        return ResponseEntity.accepted().location(PROGRESS).body(progress());
    }

    @GetMapping
    @Operation(summary = "How far the last rebuild is, on whichever instance it runs")
    ProgressView progress() {
        return rebuilds.last().map(this::view).orElse(ProgressView.NEVER);
    }

    private ProgressView view(Rebuild rebuild) {
        return new ProgressView(
                rebuild.hasDied(settings.silence())
                        ? State.INTERRUPTED.name()
                        : rebuild.state().name(),
                onTheWire(rebuild.startedAt()),
                onTheWire(rebuild.endedAt()),
                rebuild.took().toMillis() / 1000.0,
                rebuild.pages(),
                rebuild.events(),
                rebuild.cameMeanwhile(),
                new OrderNo(rebuild.lastOrder()).toString(),
                rebuild.newestOrder() == null ? null : new OrderNo(rebuild.newestOrder()).toString(),
                rebuild.error());
    }

    private @Nullable OffsetDateTime onTheWire(@Nullable Instant instant) {
        return instant == null ? null : instant.atZone(clock.getZone()).toOffsetDateTime();
    }

    /**
     * @param tookSeconds until its end, or until now
     * @param cameMeanwhile events that had come in by Kafka before they were read
     * @param lastOrderNo up to which order it has read
     * @param newestOrderNo how far it is going to read; null until it knows
     */
    record ProgressView(
            @Schema(allowableValues = {"NEVER", "RUNNING", "DONE", "FAILED", "INTERRUPTED"})
            String state,

            @Nullable OffsetDateTime startedAt,
            @Nullable OffsetDateTime endedAt,
            double tookSeconds,
            long pages,
            long events,
            long cameMeanwhile,
            @Nullable String lastOrderNo,
            @Nullable String newestOrderNo,
            @Nullable String error) {

        static final ProgressView NEVER = new ProgressView("NEVER", null, null, 0, 0, 0, 0, null, null, null);
    }
}
