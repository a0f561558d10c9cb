package coffee.display.intake;

import static java.util.Comparator.comparing;

import coffee.display.shared.ErrorCode;
import coffee.display.shared.Params;
import coffee.display.shared.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/admin/dead-letters", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "dead letters", description = "What could not be applied, why, and again")
class DeadLetterController {

    private static final int MOST = 500;
    private static final int LONGEST_PAYLOAD_CHARS = 4_000;
    private static final Map<String, Boolean> YES_OR_NO = Map.of("true", true, "false", false);

    private final LetterBox box;
    private final ReplayNotes notes;
    private final Replay replay;
    private final Clock clock;

    DeadLetterController(LetterBox box, ReplayNotes notes, Replay replay, Clock clock) {
        this.box = box;
        this.notes = notes;
        this.replay = replay;
        this.clock = clock;
    }

    @GetMapping
    @Operation(operationId = "deadLetters", summary = "What was put aside and why, newest first")
    @Refuses(ErrorCode.INVALID_REQUEST)
    Letters list(
            @Parameter(
                            description = "The newest so many",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "100"))
                    @RequestParam(required = false)
                    @Nullable
                    String limit,
            @Parameter(
                            description = "Only those that were not replayed yet",
                            schema = @Schema(type = "boolean", defaultValue = "false"))
                    @RequestParam(required = false)
                    @Nullable
                    String open) {
        Params params = new Params();
        int most = params.whole("limit", limit, 100, 1, MOST);
        boolean onlyOpen = params.oneOf("open", open, false, YES_OR_NO);
        params.refuseIfWrong();
        AtomicLong stillOpen = new AtomicLong();
        PriorityQueue<LetterLine> newest = new PriorityQueue<>(comparing(LetterLine::at));
        boolean all = box.read(letters -> {
            Map<Letter, Instant> replayed = notes.of(letters);
            stillOpen.addAndGet(letters.size() - replayed.size());
            letters.stream()
                    .filter(letter -> !onlyOpen || !replayed.containsKey(letter))
                    .forEach(letter -> {
                        newest.add(line(letter, replayed.get(letter)));
                        if (newest.size() > most) {
                            newest.remove();
                        }
                    });
        });
        List<LetterLine> newestFirst =
                newest.stream().sorted(comparing(LetterLine::at).reversed()).toList();
        return new Letters(stillOpen.get(), all, newestFirst);
    }

    @PostMapping("/replay")
    @Operation(
            operationId = "replayDeadLetters",
            summary = "Takes all open letters in again, oldest first",
            description =
                    "Each passes the same way as any event: what was counted meanwhile is not counted again. What is refused again stays "
                            + "open. A dry run tells of each letter what would become of it if it were the only one, and changes nothing.")
    @Refuses(ErrorCode.INVALID_REQUEST)
    Replayed replay(
            @Parameter(schema = @Schema(type = "boolean", defaultValue = "false"))
                    @RequestParam(required = false)
                    @Nullable
                    String dryRun) {
        Params params = new Params();
        boolean dry = params.oneOf("dryRun", dryRun, false, YES_OR_NO);
        params.refuseIfWrong();
        Map<Replay.Outcome, Long> counts = new EnumMap<>(Replay.Outcome.class);
        List<ReplayedLine> lines = new ArrayList<>();
        boolean all = replay.open(dry, tried -> {
            counts.merge(tried.outcome(), 1L, Long::sum);
            if (lines.size() < MOST) {
                lines.add(new ReplayedLine(tried.letter().id(), tried.outcome(), tried.reason()));
            }
        });
        return new Replayed(
                dry,
                counts.getOrDefault(Replay.Outcome.APPLIED, 0L),
                counts.getOrDefault(Replay.Outcome.REPEATED, 0L),
                counts.getOrDefault(Replay.Outcome.REFUSED, 0L),
                all,
                lines);
    }

    private LetterLine line(Letter letter, @Nullable Instant replayedAt) {
        return new LetterLine(
                letter.id(),
                letter.origin().topic(),
                letter.origin().partition(),
                letter.origin().offset(),
                letter.key(),
                letter.type(),
                letter.reason(),
                onTheWire(letter.at()),
                letter.payload(LONGEST_PAYLOAD_CHARS),
                replayedAt == null ? null : onTheWire(replayedAt));
    }

    private OffsetDateTime onTheWire(Instant instant) {
        return OffsetDateTime.ofInstant(instant, clock.getZone());
    }

    record Letters(
            @Schema(description = "How many were not replayed yet, listed or not", example = "1")
            long open,

            @Schema(description = "Whether all letters were looked at; false where there was no time for it")
            boolean complete,

            List<LetterLine> letters) {}

    record LetterLine(
            @Schema(description = "As the log names it: topic-partition@offset", example = "order-menu-3@1234")
            String id,

            @Schema(example = "order-menu") String topic,

            @Schema(example = "3") int partition,

            @Schema(example = "1234") long offset,

            @Schema(
                    types = {"string", "null"},
                    example = "ORD-00000001")
            @Nullable
            String key,

            @Schema(
                    types = {"string", "null"},
                    example = "coffee.order.placed.v9")
            @Nullable
            String type,

            @Schema(example = "unknown version: coffee.order.placed.v9")
            String reason,

            @Schema(description = "When it was put aside", example = "2026-11-21T10:15:30.123+09:00")
            OffsetDateTime at,

            @Schema(
                    types = {"string", "null"},
                    description = "Its first 4000 characters",
                    example = "no JSON at all")
            @Nullable
            String payload,

            @Schema(
                    types = {"string", "null"},
                    format = "date-time",
                    description = "Null while it is open",
                    example = "2026-11-21T10:20:30.123+09:00")
            @Nullable
            OffsetDateTime replayedAt) {}

    record Replayed(
            boolean dryRun,

            @Schema(description = "Counted now", example = "1")
            long applied,

            @Schema(description = "Had been counted before, or overtaken by what is newer", example = "0")
            long repeated,

            @Schema(description = "Still cannot be applied, and stay open", example = "0")
            long refused,

            @Schema(description = "Whether all were tried; false where there was no time for it: ask again")
            boolean complete,

            @Schema(description = "The first 500 of them") List<ReplayedLine> letters) {}

    record ReplayedLine(
            @Schema(example = "order-menu-3@1234") String id,

            Replay.Outcome outcome,

            @Schema(description = "Why it is refused again, or empty", example = "")
            String reason) {}
}
