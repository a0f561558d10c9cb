package coffee.ordering.desk;

import coffee.ordering.shared.CustomerId;
import coffee.ordering.shared.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where those stand whose account somebody else keeps locked, an instance that hangs perhaps: the lane goes on without them. */
final class Aside {

    private static final Logger log = LoggerFactory.getLogger(Aside.class);

    private final int places;
    private final Batch batch;
    private final DeskMetrics metrics;
    private final List<Ticket> standing = new ArrayList<>();
    private volatile int size;

    Aside(int places, Batch batch, DeskMetrics metrics) {
        this.places = places;
        this.batch = batch;
        this.metrics = metrics;
    }

    /** To be asked by whoever likes. */
    int size() {
        return size;
    }

    /** Everybody who stands here goes before those in hand, and nobody stands here any more. */
    void callUp(List<Ticket> inHand) {
        inHand.addAll(0, standing);
        standing.clear();
        size = 0;
    }

    /** Whoever has an answer, though it be that all went wrong, must not be served after it. */
    void dismissTheAnswered() {
        standing.removeIf(ticket -> ticket.served().isDone());
        size = standing.size();
    }

    /** @return the others, who need not wait */
    List<Ticket> keepTheLocked(List<Ticket> tickets) {
        Set<CustomerId> locked = tickets.isEmpty() ? Set.of() : lockedElsewhere(tickets);
        return keep(tickets, locked::contains);
    }

    /** Nobody overtakes an earlier command of the same customer. */
    List<Ticket> keepThoseBehind(List<Ticket> tickets) {
        if (standing.isEmpty()) {
            return tickets;
        }
        Set<CustomerId> here =
                standing.stream().map(ticket -> ticket.command().customerId()).collect(Collectors.toSet());
        return keep(tickets, here::contains);
    }

    private List<Ticket> keep(List<Ticket> tickets, Predicate<CustomerId> isKept) {
        List<Ticket> others = new ArrayList<>(tickets.size());
        for (Ticket ticket : tickets) {
            if (!isKept.test(ticket.command().customerId())) {
                others.add(ticket);
            } else if (standing.size() < places) {
                standing.add(ticket);
            } else {
                metrics.overloaded();
                ticket.served().completeExceptionally(new Refusal.Overloaded());
            }
        }
        size = standing.size();
        return others;
    }

    private Set<CustomerId> lockedElsewhere(List<Ticket> tickets) {
        try {
            return batch.lockedElsewhere(tickets);
        } catch (RuntimeException | Error unknown) {
            // Whoever tries them will meet it as well, and answers them.
            log.info("Cannot see who is locked out, so all are tried: {}", unknown.toString());
            return Set.of();
        }
    }
}
