package coffee.display.intake;

import coffee.display.intake.Poll.Heard;
import coffee.display.intake.Poll.Refused;
import coffee.display.shared.BadData;
import coffee.display.shared.BoardWatch;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Takes dead letters in again, each by the way that every event takes: what was counted meanwhile is known by its mark. */
@Component
class Replay {

    private final LetterBox box;
    private final ReplayNotes notes;
    private final PollReader reader;
    private final Ledger ledger;
    private final TransactionOperations transaction;
    private final IntakeMetrics metrics;
    private final BoardWatch boards;

    Replay(
            LetterBox box,
            ReplayNotes notes,
            PollReader reader,
            Ledger ledger,
            TransactionOperations transaction,
            IntakeMetrics metrics,
            BoardWatch boards) {
        this.box = box;
        this.notes = notes;
        this.reader = reader;
        this.ledger = ledger;
        this.transaction = transaction;
        this.metrics = metrics;
        this.boards = boards;
    }

    enum Outcome {
        APPLIED,
        REPEATED,
        REFUSED
    }

    /** @param reason why it is refused again, or empty */
    record Tried(Letter letter, Outcome outcome, String reason) {}

    /** Tries all open letters, oldest first; answers whether there was time for all of them. */
    boolean open(boolean dryRun, Consumer<Tried> told) {
        return box.read(letters -> {
            Map<Letter, ?> replayed = notes.of(letters);
            letters.stream()
                    .filter(letter -> !replayed.containsKey(letter))
                    .map(letter -> tried(letter, dryRun))
                    .forEach(told);
        });
    }

    private Tried tried(Letter letter, boolean dryRun) {
        Poll poll = reader.read(List.of(letter.origin()));
        for (Refused refused : poll.refused()) {
            return new Tried(letter, Outcome.REFUSED, refused.reason());
        }
        for (Heard heard : poll.heard()) {
            return entered(letter, heard.entry(), dryRun);
        }
        return new Tried(letter, Outcome.REFUSED, "unknown type: " + letter.type());
    }

    /** A dry run does it all, and then takes it back: nobody else has seen it. */
    private Tried entered(Letter letter, Entry entry, boolean dryRun) {
        try {
            Ledger.Entered entered = transaction.execute(status -> {
                Ledger.Entered done = ledger.enter(List.of(entry));
                if (dryRun) {
                    status.setRollbackOnly();
                } else {
                    notes.add(letter);
                }
                return done;
            });
            if (!dryRun) {
                metrics.entered(entered);
                boards.look();
            }
            return new Tried(letter, entered.repeated() > 0 ? Outcome.REPEATED : Outcome.APPLIED, "");
        } catch (DataAccessException failed) {
            if (!BadData.isTheCauseOf(failed)) {
                throw failed;
            }
            return new Tried(letter, Outcome.REFUSED, BadData.reasonOf(failed));
        }
    }
}
