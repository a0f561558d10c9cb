package coffee.display.rebuild;

import coffee.display.intake.NewBook;
import coffee.display.orders.OrderNo;
import coffee.display.orders.Orders;
import coffee.display.orders.OrdersAway;
import coffee.display.rebuild.Rebuilds.State;
import coffee.display.rebuild.Steps.Attempt;
import coffee.display.shared.BadData;
import coffee.display.shared.BoardWatch;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Reads all orders of the past into a new book, page by page, and has it take the live one's place. */
@Component
class Rebuilder implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Rebuilder.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final Orders orders;
    private final Steps steps;
    private final Rebuilds rebuilds;
    private final BoardWatch boards;
    private final RebuildSettings settings;
    private volatile boolean open;
    private volatile @Nullable Thread working;

    Rebuilder(Orders orders, Steps steps, Rebuilds rebuilds, BoardWatch boards, RebuildSettings settings) {
        this.orders = orders;
        this.steps = steps;
        this.rebuilds = rebuilds;
        this.boards = boards;
        this.settings = settings;
    }

    /** Returns when it has begun. An order-service that is away is better told of now than after a while. */
    void begin() {
        orders.lastUnsent();
        Attempt attempt = steps.begin();
        Thread thread = Thread.ofPlatform().name("rebuild").daemon().unstarted(() -> run(attempt));
        working = thread;
        thread.start();
    }

    @Override
    public void start() {
        open = true;
    }

    /** What is not done is given up; the live book is as it was. */
    @Override
    public void stop() {
        open = false;
        Thread thread = working;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join(LONGEST_STOP);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return open;
    }

    private void run(Attempt attempt) {
        int book = attempt.book();
        log.info("Rebuild {} has begun", book);
        try {
            patiently(book, this::tellMenusAgain);
            readAll(attempt);
            patiently(book, () -> takeOver(book));
            log.info("Rebuild {} is done, and shown from now on", book);
        } catch (NewBook.Superseded gone) {
            log.warn("Rebuild {} stops: {}", book, gone.getMessage());
        } catch (Stopping stopping) {
            giveUp(book, State.INTERRUPTED, "its instance stopped");
        } catch (RuntimeException | Error failed) {
            log.warn("Rebuild {} failed, the boards stay as they were", book, failed);
            // An error has no message, or one that says nothing without its name.
            giveUp(
                    book,
                    State.FAILED,
                    failed instanceof Error ? failed.toString() : String.valueOf(failed.getMessage()));
        }
    }

    /** Menus come by their events alone; whatever Kafka has forgotten of them, it hears again. */
    private boolean tellMenusAgain() {
        orders.tellMenusAgain();
        return true;
    }

    /**
     * Up to the newest order that there was when the first page was told, which was after the book was opened: what is ordered later comes in by
     * events, as what is committed late under a number that was passed already does.
     */
    private void readAll(Attempt attempt) {
        OrderNo last = null;
        OrderNo newest = null;
        for (long number = 1; ; number++) {
            Orders.Page page = read(attempt.book(), last);
            newest = newest == null ? page.newest() : newest;
            enter(attempt, number, page);
            last = page.next();
            if (last == null || (newest != null && last.number() >= newest.number())) {
                return;
            }
            pause(settings.pause());
        }
    }

    private Orders.Page read(int book, @Nullable OrderNo last) {
        return patiently(book, () -> orders.eventsAfter(last, settings.orders()));
    }

    private void enter(Attempt attempt, long number, Orders.Page page) {
        patiently(attempt.book(), () -> {
            steps.enter(attempt, number, page);
            return true;
        });
    }

    private boolean takeOver(int book) {
        steps.takeOver(book);
        boards.look();
        return true;
    }

    private void giveUp(int book, State how, String why) {
        // A stop interrupts us, and what is interrupted gets no connection.
        boolean stopping = Thread.interrupted();
        try {
            steps.end(book, how, why);
        } catch (DataAccessException | TransactionException away) {
            log.warn("Rebuild {} could not be ended, and will be taken for dead: {}", book, away.getMessage());
        }
        if (stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> T patiently(int book, Supplier<T> work) {
        long began = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return work.get();
            } catch (OrdersAway | DataAccessException | TransactionException trouble) {
                refuseStopped();
                if (!mayPass(trouble)
                        || System.nanoTime() - began > settings.patience().toNanos()) {
                    throw trouble;
                }
                log.info("Rebuild {} waits: {}", book, trouble.getMessage());
            }
            pause(pause);
            stayAlive(book);
            pause = longer(pause);
        }
    }

    private void stayAlive(int book) {
        try {
            rebuilds.isAlive(book);
        } catch (DataAccessException | TransactionException away) {
            log.debug("Nobody can hear that rebuild {} is alive", book, away);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private static boolean mayPass(RuntimeException trouble) {
        return trouble instanceof OrdersAway away ? away.mayPass() : !BadData.isTheCauseOf(trouble);
    }

    private void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        refuseStopped();
    }

    private void refuseStopped() {
        if (!open || Thread.currentThread().isInterrupted()) {
            throw new Stopping();
        }
    }

    private static final class Stopping extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
