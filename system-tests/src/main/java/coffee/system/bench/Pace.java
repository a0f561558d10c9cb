package coffee.system.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** How fast a number grows, from its first step to its last. */
final class Pace {

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private Pace() {}

    /** @return per second, measured between the first look that saw it move and the first that saw it there */
    static double of(LongSupplier grown, long goal) {
        long began = System.nanoTime();
        long now = grown.getAsLong();
        while (now == 0) {
            now = later(grown, began);
        }
        long first = now;
        long firstAt = System.nanoTime();
        while (now < goal) {
            now = later(grown, began);
        }
        return (now - first) / ((System.nanoTime() - firstAt) / 1e9);
    }

    private static long later(LongSupplier grown, long began) {
        if (System.nanoTime() - began > LONGEST.toNanos()) {
            throw new BenchFailure("no end after " + LONGEST.toMinutes() + " minutes");
        }
        LockSupport.parkNanos(LOOK.toNanos());
        return grown.getAsLong();
    }
}
