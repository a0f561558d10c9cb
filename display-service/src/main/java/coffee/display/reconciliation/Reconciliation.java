package coffee.display.reconciliation;

import static java.util.stream.Collectors.toCollection;

import coffee.display.intake.Arrivals;
import coffee.display.orders.Orders;
import coffee.display.orders.Orders.Count;
import coffee.display.ranking.Sales;
import coffee.display.ranking.Sales.Slot;
import coffee.display.ranking.Sold;
import coffee.display.reconciliation.Findings.Difference;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/**
 * Holds our counts against the orders. Events are on their way at any moment, so a count that is not the same is no difference yet: we wait until
 * all that was in the orders must have arrived, count again, ask again, and name what nothing on its way can explain.
 */
@Component
class Reconciliation {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Sold NOTHING = new Sold(0, 0);

    private final Orders orders;
    private final Sales sales;
    private final Arrivals arrivals;
    private final ReconciliationSettings settings;

    Reconciliation(Orders orders, Sales sales, Arrivals arrivals, ReconciliationSettings settings) {
        this.orders = orders;
        this.sales = sales;
        this.arrivals = arrivals;
        this.settings = settings;
    }

    /** Both days included. */
    Findings compare(LocalDate first, LocalDate last) {
        Map<Slot, Count> theirs = counted(first.datesUntil(last.plusDays(1)).toList());
        Map<Slot, Sold> ours = sales.each(first, last);
        Set<Slot> all = new HashSet<>(theirs.keySet());
        all.addAll(ours.keySet());
        TreeSet<Slot> suspects = all.stream()
                .filter(slot -> !soldIn(ours, slot).equals(countIn(theirs, slot).kept()))
                .collect(toCollection(TreeSet::new));
        return suspects.isEmpty()
                ? new Findings(first, last, all.size(), List.of(), List.of())
                : new Inquiry(suspects).findings(first, last, all.size());
    }

    private Map<Slot, Count> counted(Iterable<LocalDate> days) {
        Map<Slot, Count> counts = new HashMap<>();
        days.forEach(day -> counts.putAll(orders.countedOn(day)));
        return counts;
    }

    private static Sold soldIn(Map<Slot, Sold> counts, Slot slot) {
        return counts.getOrDefault(slot, NOTHING);
    }

    private static Count countIn(Map<Slot, Count> counts, Slot slot) {
        return counts.getOrDefault(slot, Count.NONE);
    }

    /** Looks at what was not the same at first sight, until it is clear or patience ends. */
    private final class Inquiry {

        private final long deadlineNanos =
                System.nanoTime() + settings.patience().toNanos();
        private final Map<Slot, Look> wrong = new TreeMap<>();
        private final Map<Slot, Look> unclear = new TreeMap<>();
        private final NavigableSet<Slot> suspects;

        private Inquiry(NavigableSet<Slot> suspects) {
            this.suspects = suspects;
        }

        private Findings findings(LocalDate first, LocalDate last, int all) {
            try (Arrivals.Watch watch = arrivals.watch()) {
                Map<Slot, Count> before = counted(days());
                do {
                    before = look(before, watch);
                    suspects.retainAll(unclear.keySet());
                } while (!suspects.isEmpty() && pause());
            }
            int apart = wrong.size() + unclear.size();
            return new Findings(first, last, all - apart, told(wrong), told(unclear));
        }

        /** Answers what the orders said at last, which is where the next look begins. */
        private Map<Slot, Count> look(Map<Slot, Count> before, Arrivals.Watch watch) {
            boolean arrived = haveArrived(watch);
            Map<Slot, Sold> ours =
                    sales.each(suspects.first().day(), suspects.last().day());
            Map<Slot, Count> after = counted(days());
            unclear.clear();
            for (Slot slot : suspects) {
                Look look = new Look(countIn(before, slot), soldIn(ours, slot), countIn(after, slot), arrived);
                if (look.isWrong()) {
                    wrong.put(slot, look);
                } else if (!look.agrees()) {
                    unclear.put(slot, look);
                }
            }
            return after;
        }

        /**
         * Whether all that the orders held when they were asked last is in our books. It was committed then: so it waited in the outbox, or was
         * with Kafka already. What waited there has left once nothing waits up to the last number of then; and after that, Kafka has it all.
         */
        private boolean haveArrived(Arrivals.Watch watch) {
            long last = orders.lastUnsent();
            while (!orders.haveSent(last)) {
                if (!pause()) {
                    return false;
                }
            }
            watch.note();
            while (!watch.caughtUp()) {
                if (!pause()) {
                    return false;
                }
            }
            return true;
        }

        private boolean pause() {
            LockSupport.parkNanos(PAUSE.toNanos());
            return System.nanoTime() < deadlineNanos && !Thread.currentThread().isInterrupted();
        }

        private Set<LocalDate> days() {
            return suspects.stream().map(Slot::day).collect(toCollection(TreeSet::new));
        }
    }

    private static List<Difference> told(Map<Slot, Look> looks) {
        return looks.entrySet().stream()
                .map(look -> Difference.of(look.getKey(), look.getValue()))
                .toList();
    }
}
