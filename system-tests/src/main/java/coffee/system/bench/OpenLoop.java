package coffee.system.bench;

import coffee.system.Reply;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Orders that come when they come, whether or not those before are answered: who waits is measured from when the order was due. */
record OpenLoop(Bed bed) {

    private static final long MOST_MICROS = 60_000_000;

    /** @return microseconds from due to answered */
    Histogram run(int perSecond, Duration time) {
        ConcurrentHistogram waits = new ConcurrentHistogram(MOST_MICROS, 3);
        AtomicInteger refused = new AtomicInteger();
        long step = 1_000_000_000L / perSecond;
        long began = System.nanoTime();
        String run = "open-" + began + "-";
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long due = began, count = 0; due - began < time.toNanos(); due += step, count++) {
                LockSupport.parkNanos(due - System.nanoTime());
                long dueAt = due;
                String key = run + count;
                callers.execute(() -> {
                    if (order(key).status() != 200) {
                        refused.incrementAndGet();
                    }
                    waits.recordValue(Math.min((System.nanoTime() - dueAt) / 1_000, MOST_MICROS));
                });
            }
        }
        if (refused.get() > 0) {
            throw new BenchFailure(refused + " orders were refused: no figure from that");
        }
        return waits;
    }

    private Reply order(String key) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return bed.coffee()
                .counter()
                .order(
                        String.format(Locale.ROOT, "CUST-%08d", Bed.FIRST_CUSTOMER + random.nextInt(Bed.CUSTOMERS)),
                        String.format(Locale.ROOT, "MENU-%08d", 1 + random.nextInt(Bed.MENUS)),
                        1,
                        key);
    }
}
