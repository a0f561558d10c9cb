package coffee.ordering.dataplatform;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.stereotype.Component;

/** Tells the platform of dead letters once more, oldest first, when staff asks for it. */
@Component
@WithDataPlatform
final class Replay {

    private static final long LONGEST_NANOS = 10_000_000_000L;

    private final DeadLetters letters;
    private final PlatformDoor door;
    private final int atOnce;

    Replay(DeadLetters letters, PlatformDoor door, DataPlatformSettings settings) {
        this.letters = letters;
        this.door = door;
        this.atOnce = settings.callsAtOnce();
    }

    @Schema(name = "DeadLetterReplay")
    record Result(
            @Schema(description = "As it was asked", example = "true")
            boolean dryRun,

            @Schema(description = "Letters that were looked at, or on a dry run would be", example = "3")
            int tried,

            @Schema(description = "Those that the platform took", example = "2")
            int delivered,

            @Schema(
                    description =
                            "Those that it refused again, or that are unreadable still; they are dead letters anew",
                    example = "1")
            int refused,

            @Schema(description = "Letters that are there afterwards", example = "1")
            long waiting) {

        private Result plus(Result more) {
            return new Result(
                    dryRun, tried + more.tried, delivered + more.delivered, refused + more.refused, more.waiting);
        }
    }

    Result dryRun(int most) {
        DeadLetters.Page page = letters.page(-1, most);
        return new Result(true, page.letters().size(), 0, 0, page.waiting());
    }

    /** One at a time, or two would send the same ones. */
    synchronized Result run(int most) {
        long began = System.nanoTime();
        DeadLetters.Page page = letters.page(-1, most);
        Result result = new Result(false, 0, 0, 0, page.waiting());
        for (int from = 0; from < page.letters().size(); from += atOnce) {
            List<DeadLetter> some = page.letters()
                    .subList(from, Math.min(from + atOnce, page.letters().size()));
            Result more = send(some, result.waiting());
            result = result.plus(more);
            if (more.tried() < some.size() || System.nanoTime() - began > LONGEST_NANOS) {
                break;
            }
        }
        return result;
    }

    /** Up to the first that got no answer. What was told behind that one stays, and is told once more another time. */
    private Result send(List<DeadLetter> some, long waiting) {
        List<Reply> replies = tell(some);
        int answered = 0;
        int refused = 0;
        for (Reply reply : replies) {
            if (reply instanceof Reply.Refused(String reason)) {
                // Acknowledged before the old one goes.
                letters.put(some.get(answered).record(), reason);
                refused++;
            } else if (!(reply instanceof Reply.Taken)) {
                break;
            }
            answered++;
        }
        if (answered > 0) {
            letters.removeBefore(some.get(answered - 1).number() + 1);
        }
        return new Result(false, answered, answered - refused, refused, waiting - answered + refused);
    }

    private List<Reply> tell(List<DeadLetter> some) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> asked = some.stream()
                    .map(letter -> threads.submit(() -> tell(letter)))
                    .toList();
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> one : asked) {
                replies.add(one.get());
            }
            return replies;
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private Reply tell(DeadLetter letter) throws InterruptedException {
        return switch (Content.of(letter.record())) {
            case Content.Paid paid -> door.tell(paid, () -> true);
            case Content.Unreadable(String still) -> new Reply.Refused(letter.reason());
            case Content.OfNoInterest none -> new Reply.Taken();
        };
    }
}
