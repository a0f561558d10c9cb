package coffee.ordering.desk;

import coffee.ordering.idempotency.KeyedRequest;
import coffee.ordering.shared.Answer;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** A command that waits, with what its caller is owed. */
record Ticket(
        Command command, KeyedRequest request, Locale language, long deadlineNanos, CompletableFuture<Served> served) {

    boolean isTooLate(long nowNanos) {
        return nowNanos - deadlineNanos > 0;
    }

    /** An answer, and whether it was given before. */
    record Served(Answer answer, boolean replayed) {}
}
