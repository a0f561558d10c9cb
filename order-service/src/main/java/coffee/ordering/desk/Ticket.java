package coffee.ordering.desk;

import coffee.ordering.idempotency.KeyedRequest;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** A command that waits, with what its caller is owed. */
record Ticket(
        Command command,
        KeyedRequest request,
        Locale language,
        long broughtNanos,
        long deadlineNanos,
        CompletableFuture<Served> served) {

    boolean isTooLate(long nowNanos) {
        return nowNanos - deadlineNanos > 0;
    }
}
