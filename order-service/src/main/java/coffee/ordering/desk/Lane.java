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
    private volatile boolean closing;

    Lane(int number, Batch batch, TransactionOperations transaction, DeskSettings settings, DeskMetrics metrics) {
        this.metrics = metrics;
        this.batch = batch;
        this.transaction = transaction;
        this.settings = settings;
        this.queue = new ArrayBlockingQueue<>(settings.queuePerLane());
        metrics.watch(number, queue);
    }

    boolean offer(Ticket ticket) {
        return !closing && queue.offer(ticket);
    }

    /** What was accepted is finished; then the thread ends. */
    void close() {
        closing = true;
    }

    @Override
    public void run() {
        while (!(closing && queue.isEmpty())) {
            List<Ticket> waiting = takeWhatWaits();
            if (!waiting.isEmpty()) {
                serve(waiting);
            }
        }
    }

    private List<Ticket> takeWhatWaits() {
        List<Ticket> taken = new ArrayList<>();
        try {
            Ticket first = queue.poll(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                taken.add(first);
                queue.drainTo(taken, settings.batch() - 1);
            }
        } catch (InterruptedException told) {
            closing = true;
        }
        return taken;
    }

    private void serve(List<Ticket> tickets) {
        List<Ticket> inTime = new ArrayList<>(tickets.size());
        long now = System.nanoTime();
        for (Ticket ticket : tickets) {
            metrics.waited(now - ticket.broughtNanos());
            if (ticket.isTooLate(now)) {
                ticket.served().completeExceptionally(new Refusal.TryAgainLater("waited too long, not begun"));
            } else {
                inTime.add(ticket);
            }
        }
        if (!inTime.isEmpty()) {
            decide(inTime);
        }
    }

    /** Together; and if that cannot be, in halves, so that one bad command fails alone. */
    private void decide(List<Ticket> tickets) {
        try {
            List<Served> served = commit(tickets);
            for (int i = 0; i < served.size(); i++) {
                tickets.get(i).served().complete(served.get(i));
            }
        } catch (Throwable failure) {
            if (tickets.size() == 1 || DatabaseTrouble.isAway(failure)) {
                giveUp(tickets, failure);
            } else {
                log.warn("{} commands failed together, trying them in halves: {}", tickets.size(), failure.toString());
                metrics.split();
                int half = tickets.size() / 2;
                decide(tickets.subList(0, half));
                decide(tickets.subList(half, tickets.size()));
            }
        }
    }

    private List<Served> commit(List<Ticket> tickets) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(tickets);
            } catch (RuntimeException failure) {
                if (attempt == settings.attempts() || !DatabaseTrouble.passes(failure)) {
                    throw failure;
                }
                metrics.retry();
                log.info("The database asks for another try ({}): {}", attempt, failure.toString());
                LockSupport.parkNanos(PAUSE.multipliedBy(attempt).toNanos());
            }
        }
    }

    private List<Served> once(List<Ticket> tickets) {
        long began = System.nanoTime();
        AtomicLong decided = new AtomicLong();
        List<Served> served = transaction.execute(status -> {
            List<Served> answers = batch.decide(tickets);
            decided.set(System.nanoTime());
            return answers;
        });
        metrics.batch(tickets.size(), decided.get() - began, System.nanoTime() - decided.get());
        return served;
    }

    private static void giveUp(List<Ticket> tickets, Throwable failure) {
        for (Ticket ticket : tickets) {
            ticket.served().completeExceptionally(failure);
        }
    }
}
