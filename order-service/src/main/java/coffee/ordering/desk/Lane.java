package coffee.ordering.desk;

import coffee.ordering.shared.DatabaseTrouble;
import coffee.ordering.shared.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** One queue, one thread. It takes whatever waits, without a timer: one command when idle, a full batch under load. */
final class Lane implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);
    private static final Duration LOOK_UP = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Batch batch;
    private final TransactionOperations transaction;
    private final DeskSettings settings;
    private final DeskMetrics metrics;
    private final BlockingQueue<Ticket> queue;
    private final Aside aside;
    private volatile boolean open;

    Lane(int number, Batch batch, TransactionOperations transaction, DeskSettings settings, DeskMetrics metrics) {
        this(number, new ArrayBlockingQueue<>(settings.queuePerLane()), batch, transaction, settings, metrics);
    }

    Lane(
            int number,
            BlockingQueue<Ticket> queue,
            Batch batch,
            TransactionOperations transaction,
            DeskSettings settings,
            DeskMetrics metrics) {
        this.queue = queue;
        this.batch = batch;
        this.transaction = transaction;
        this.settings = settings;
        this.metrics = metrics;
        this.aside = new Aside(settings.queuePerLane(), batch, metrics);
        metrics.watch(number, () -> queue.size() + aside.size());
    }

    /** @return false where it is full or closed; the ticket is not begun then, now or later */
    boolean offer(Ticket ticket) {
        // Asked after it is in the queue: a lane that is open even now comes by there once more before it ends.
        return queue.offer(ticket) && (open || !queue.remove(ticket));
    }

    void open() {
        open = true;
    }

    /** What was accepted is finished; then the thread ends. */
    void close() {
        open = false;
    }

    @Override
    public void run() {
        List<Ticket> inHand = new ArrayList<>();
        while (open || !queue.isEmpty() || aside.size() > 0) {
            inHand.clear();
            try {
                serve(inHand);
            } catch (RuntimeException | Error unforeseen) {
                // A lane that ended would leave all its customers without an answer, and nobody would know.
                log.error("A lane could not serve {} commands, and goes on", inHand.size(), unforeseen);
                inHand.forEach(ticket -> ticket.served().completeExceptionally(unforeseen));
                aside.dismissTheAnswered();
            }
        }
    }

    /**
     * Whoever waits longest is first. Where some stand aside, somebody new whose account is locked does so without a try.
     *
     * @param inHand gets whoever has to be answered, whatever happens
     */
    private void serve(List<Ticket> inHand) {
        takeWhatWaits(inHand);
        List<Ticket> ready = inHand;
        if (aside.size() > 0) {
            aside.callUp(inHand);
            ready = aside.keepTheLocked(sendAwayTheLate(inHand));
        }
        for (int from = 0; from < ready.size(); from += settings.batch()) {
            decide(ready.subList(from, Math.min(ready.size(), from + settings.batch())), 1);
        }
    }

    private void takeWhatWaits(List<Ticket> inHand) {
        try {
            Ticket first = queue.poll(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                inHand.add(first);
                queue.drainTo(inHand, settings.batch() - 1);
            }
        } catch (InterruptedException told) {
            open = false;
        }
    }

    /**
     * Together, without those whose account is locked, and again while the database asks for it; and if that cannot be, in halves, so that
     * one bad command fails alone.
     */
    private void decide(List<Ticket> tickets, int attempt) {
        List<Ticket> awaited = aside.keepThoseBehind(sendAwayTheLate(tickets));
        if (awaited.isEmpty()) {
            return;
        }
        try {
            List<Served> served = once(awaited);
            for (int i = 0; i < served.size(); i++) {
                awaited.get(i).served().complete(served.get(i));
            }
        } catch (Throwable failure) {
            List<Ticket> free = DatabaseTrouble.isLocked(failure) ? aside.keepTheLocked(awaited) : awaited;
            if (free.size() < awaited.size()) {
                metrics.retry();
                log.info(
                        "{} of {} commands stand aside: {}",
                        awaited.size() - free.size(),
                        awaited.size(),
                        failure.toString());
                decide(free, 1);
            } else if (attempt < settings.attempts() && DatabaseTrouble.passes(failure)) {
                metrics.retry();
                log.info("The database asks for another try ({}): {}", attempt, failure.toString());
                LockSupport.parkNanos(PAUSE.multipliedBy(attempt).toNanos());
                decide(awaited, attempt + 1);
            } else if (awaited.size() == 1 || DatabaseTrouble.isAway(failure)) {
                giveUp(awaited, failure);
            } else {
                log.warn("{} commands failed together, trying them in halves: {}", awaited.size(), failure.toString());
                metrics.split();
                int half = awaited.size() / 2;
                decide(awaited.subList(0, half), 1);
                decide(awaited.subList(half, awaited.size()), 1);
            }
        }
    }

    /** Nobody waits for them any more, so they are not begun; and neither is, once more, what the database has taken back. */
    private static List<Ticket> sendAwayTheLate(List<Ticket> tickets) {
        long now = System.nanoTime();
        List<Ticket> awaited = new ArrayList<>(tickets.size());
        for (Ticket ticket : tickets) {
            if (ticket.isTooLate(now)) {
                ticket.served().completeExceptionally(new Refusal.TryAgainLater("waited too long, not begun"));
            } else {
                awaited.add(ticket);
            }
        }
        return awaited;
    }

    private List<Served> once(List<Ticket> tickets) {
        long began = System.nanoTime();
        AtomicLong decided = new AtomicLong();
        List<Served> served = transaction.execute(status -> {
            List<Served> answers = batch.decide(tickets);
            decided.set(System.nanoTime());
            return answers;
        });
        tickets.forEach(ticket -> metrics.waited(began - ticket.broughtNanos()));
        metrics.batch(tickets.size(), decided.get() - began, System.nanoTime() - decided.get());
        return served;
    }

    private static void giveUp(List<Ticket> tickets, Throwable failure) {
        for (Ticket ticket : tickets) {
            if (!DatabaseTrouble.passes(failure)) {
                log.warn(
                        "Fails alone: {} of {}",
                        ticket.command().operation(),
                        ticket.command().customerId());
            }
            ticket.served().completeExceptionally(failure);
        }
    }
}
