package coffee.ordering.dataplatform;

import static java.nio.charset.StandardCharsets.UTF_8;

import coffee.events.EventCodec;
import coffee.ordering.shared.Fields;
import coffee.ordering.shared.InvalidValue;
import coffee.ordering.shared.Limit;
import coffee.ordering.shared.Refusal;
import coffee.ordering.shared.ShopClock;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** For staff: what the data platform could not be told, why, and again. */
@Tag(name = "staff")
@SecurityRequirement(name = "staff")
@RestController
@WithDataPlatform
@RequestMapping(path = "/admin/data-platform/dead-letters", produces = MediaType.APPLICATION_JSON_VALUE)
class DeadLetterController {

    private static final int USUAL = 100;
    private static final int LONGEST_VALUE = 4000;
    private static final long HIGHEST_NUMBER = 999_999_999_999_999_999L;
    private static final String WHERE = "Only there where `coffee.data-platform.url` is set";

    private final DeadLetters letters;
    private final Replay replay;
    private final ShopClock clock;

    DeadLetterController(DeadLetters letters, Replay replay, ShopClock clock) {
        this.letters = letters;
        this.replay = replay;
        this.clock = clock;
    }

    @Operation(
            summary =
                    "Orders that the data platform could not be told, oldest first; after takes the number of the last"
                            + " letter of the page before",
            description = WHERE)
    @GetMapping
    Letters list(
            @Parameter(
                            description = "The number of a letter: only letters after it",
                            example = "49",
                            schema =
                                    @Schema(
                                            type = "integer",
                                            format = "int64",
                                            minimum = "0",
                                            maximum = "" + HIGHEST_NUMBER))
                    @RequestParam(required = false)
                    @Nullable
                    String after,
            @Limit(value = "How many letters to a page", usual = USUAL) @RequestParam(required = false) @Nullable
                    String limit) {
        Fields fields = new Fields();
        Fields.Parsed<Long> above = fields.parse("after", after, DeadLetterController::number);
        Fields.Parsed<Integer> most = fields.limit(limit, USUAL);
        fields.refuseIfWrong();
        DeadLetters.Page page = unlessKafkaIsAway(() -> letters.page(above.value(), most.value()));
        List<Letter> shown = page.letters().stream().map(this::shown).toList();
        Long next = shown.size() < most.value() ? null : shown.getLast().number();
        return new Letters(page.waiting(), shown, next);
    }

    @Operation(
            summary =
                    "Tells the platform of them once more, oldest first, until one gets no answer; dryRun only says how many"
                            + " it would be",
            description = WHERE)
    @PostMapping("/replay")
    Replay.Result replay(
            @Parameter(
                            description = "Whether only to say how many it would be",
                            example = "true",
                            schema = @Schema(type = "boolean", defaultValue = "false"))
                    @RequestParam(required = false)
                    @Nullable
                    String dryRun,
            @Limit(value = "How many letters at most", usual = USUAL) @RequestParam(required = false) @Nullable
                    String limit) {
        Fields fields = new Fields();
        Fields.Parsed<Boolean> dry = fields.parse("dryRun", dryRun, DeadLetterController::flag);
        Fields.Parsed<Integer> most = fields.limit(limit, USUAL);
        fields.refuseIfWrong();
        return unlessKafkaIsAway(() -> dry.value() ? replay.dryRun(most.value()) : replay.run(most.value()));
    }

    private Letter shown(DeadLetter letter) {
        return new Letter(
                letter.number(),
                letter.header(EventCodec.ID),
                letter.header(EventCodec.TYPE),
                letter.reason(),
                clock.onTheWire(letter.putAsideAt()),
                new Origin(
                        letter.header(DeadLetter.TOPIC),
                        letter.header(DeadLetter.PARTITION),
                        letter.header(DeadLetter.OFFSET),
                        letter.header(DeadLetter.TIME)),
                value(letter));
    }

    private static @Nullable String value(DeadLetter letter) {
        byte[] value = letter.record().value();
        if (value == null) {
            return null;
        }
        return new String(value, 0, Math.min(value.length, LONGEST_VALUE), UTF_8);
    }

    private static <T> T unlessKafkaIsAway(Supplier<T> work) {
        try {
            return work.get();
        } catch (KafkaException | org.springframework.kafka.KafkaException away) {
            throw new Refusal.TryAgainLater("Kafka is away: " + away);
        }
    }

    private static long number(@Nullable String text) {
        if (text == null) {
            return -1;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new InvalidValue("invalid.type");
        }
        return Long.parseLong(text);
    }

    private static boolean flag(@Nullable String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            case null -> false;
            default -> throw new InvalidValue("invalid.flag");
        };
    }

    @Schema(name = "DeadLetters")
    record Letters(
            @Schema(description = "How many wait in all", example = "3")
            long waiting,

            @Schema(description = "Oldest first") List<Letter> letters,

            @Schema(
                    description = "What to give as after for the next page; null on the last one",
                    example = "49",
                    types = {"integer", "null"},
                    format = "int64")
            @Nullable
            Long next) {}

    @Schema(name = "DeadLetter")
    record Letter(
            @Schema(description = "Its number among the letters", example = "0")
            long number,

            @Schema(
                    description = "The event's id, where the record has one",
                    example = "ORD-00012345/placed",
                    types = {"string", "null"})
            @Nullable
            String eventId,

            @Schema(
                    description = "The event's type, where the record has one",
                    example = "coffee.order.placed.v1",
                    types = {"string", "null"})
            @Nullable
            String type,

            @Schema(description = "Why it was put aside", example = "422 unknown menu")
            String reason,

            @Schema(description = "When it was put aside", example = "2026-11-21T10:15:30.123456+09:00")
            OffsetDateTime putAsideAt,

            Origin origin,

            @Schema(
                    description = "The beginning of what the record says; null where it says nothing",
                    example = "{\"orderNo\":\"ORD-00012345\", and so on",
                    types = {"string", "null"})
            @Nullable
            String value) {}

    @Schema(name = "DeadLetterOrigin", description = "Where it was before it was put aside")
    record Origin(
            @Schema(
                    description = "Its topic",
                    example = "order-menu",
                    types = {"string", "null"})
            @Nullable
            String topic,

            @Schema(
                    description = "Its partition",
                    example = "3",
                    types = {"string", "null"})
            @Nullable
            String partition,

            @Schema(
                    description = "Its offset",
                    example = "1042",
                    types = {"string", "null"})
            @Nullable
            String offset,

            @Schema(
                    description = "When Kafka was told of it",
                    example = "2026-11-21T01:15:30.123Z",
                    types = {"string", "null"})
            @Nullable
            String time) {}
}
