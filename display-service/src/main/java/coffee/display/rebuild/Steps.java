package coffee.display.rebuild;

import coffee.display.intake.NewBook;
import coffee.display.orders.Orders;
import coffee.display.rebuild.Rebuilds.Rebuild;
import coffee.display.rebuild.Rebuilds.State;
import coffee.display.shared.ErrorCode;
import coffee.display.shared.Refusal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a rebuild does to the tables: each step is one transaction, so that it may die after any of them. */
@Component
@Transactional
class Steps {

    private final NewBook books;
    private final Rebuilds rebuilds;
    private final Duration longestSilence;

    Steps(NewBook books, Rebuilds rebuilds, RebuildSettings settings) {
        this.books = books;
        this.rebuilds = rebuilds;
        this.longestSilence = settings.silence();
    }

    /** @throws Refusal while there is another one, on whichever instance */
    public Attempt begin() {
        // Held before looking: of two who begin at once the second finds the first.
        books.hold();
        rebuilds.running().ifPresent(this::endIfDead);
        if (rebuilds.running().isPresent()) {
            throw new Refusal(ErrorCode.REBUILD_RUNNING, "rebuilding");
        }
        Attempt attempt = new Attempt(rebuilds.begin(), books.marksSince());
        books.open(attempt.book());
        return attempt;
    }

    /** The books and how far they are together, so that no page is entered twice. */
    public void enter(Attempt attempt, long number, Orders.Page page) {
        if (!rebuilds.turnTo(attempt.book(), number)) {
            return;
        }
        List<NewBook.Past> past = page.events().stream()
                .map(event -> new NewBook.Past(event.type(), event.json()))
                .toList();
        int cameMeanwhile = books.enter(attempt.book(), past, attempt.marksSince());
        rebuilds.read(attempt.book(), past.size(), cameMeanwhile, page.next(), page.newest());
    }

    public void takeOver(int book) {
        books.takeOver(book);
        rebuilds.end(book, State.DONE, null);
    }

    public void end(int book, State how, @Nullable String why) {
        books.close(book);
        rebuilds.end(book, how, why);
    }

    /** So that what comes in is not entered in a book that nobody will finish. */
    public void endTheDead() {
        books.hold();
        rebuilds.running().ifPresent(this::endIfDead);
    }

    private void endIfDead(Rebuild rebuild) {
        if (rebuild.hasDied(longestSilence)) {
            end(rebuild.book(), State.INTERRUPTED, "nothing was heard of it for " + rebuild.silent());
        }
    }

    public int sweep(int most) {
        return books.sweep(rebuilds.ended(), most);
    }

    /** @param marksSince the first day of which its book needs marks */
    record Attempt(int book, LocalDate marksSince) {}
}
