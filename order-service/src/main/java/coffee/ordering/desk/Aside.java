package coffee.ordering.desk;

import coffee.ordering.shared.CustomerId;
import coffee.ordering.shared.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/** Where those stand whose account somebody else keeps locked, an instance that hangs perhaps: the lane goes on without them. */
final class Aside {

    private static final Logger log = LoggerFactory.getLogger(Aside.class);

    private final int places;
    private final Batch batch;
    private final TransactionOperations transaction;
    private final DeskMetrics metrics;
    private final List<Ticket> standing = new ArrayList<>();

    Aside(int places, Batch batch, TransactionOperations transaction, DeskMetrics metrics) {
        this.places = places;
        this.batch = batch;
        this.transaction = transaction;
        this.metrics = metrics;
    }

    boolean isEmpty() {
        return standing.isEmpty();
    }

    /** Everybody who stands here, and nobody does any more. */
    List<Ticket> callUp() {
        List<Ticket> called = List.copyOf(standing);
        standing.clear();
        return called;
    }

    /** @return the others, who need not wait */
    List<Ticket> keepTheLocked(List<Ticket> tickets) {
        Set<CustomerId> locked = lockedElsewhere(tickets);
        if (locked.isEmpty()) {
            return tickets;
        }
        List<Ticket> others = new ArrayList<>();
        for (Ticket ticket : tickets) {
            if (!locked.contains(ticket.command().customerId())) {
                others.add(ticket);
            } else if (standing.size() < places) {
                standing.add(ticket);
            } else {
                metrics.overloaded();
                ticket.served().completeExceptionally(new Refusal.Overloaded());
            }
        }
        return others;
    }

    private Set<CustomerId> lockedElsewhere(List<Ticket> tickets) {
        try {
            Set<CustomerId> locked = transaction.execute(status -> batch.lockedElsewhere(tickets));
            return locked == null ? Set.of() : locked;
        } catch (DataAccessException | TransactionException unknown) {
            log.info("Cannot see who is locked out, so all are tried: {}", unknown.toString());
            return Set.of();
        }
    }
}
