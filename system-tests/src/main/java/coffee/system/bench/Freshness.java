package coffee.system.bench;

import coffee.system.Part;
import coffee.system.Reply;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * How long an accepted order takes until {@code /display/best} counts it. Two watchers write down, over and over, how many orders there are
 * and how many are counted; the k-th order was counted when the second number first reached k. Each order must be of one menu.
 */
final class Freshness {

    private static final Duration LOOK = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long MOST_MS = 600_000;

    private final Bed bed;
    private volatile long wanted = Long.MAX_VALUE;

    Freshness(Bed bed) {
        this.bed = bed;
    }

    private record Sample(long atNanos, long orders) {}

    /**
     * What was seen of the orders that the load made.
     *
     * @param delays milliseconds from accepted to counted
     * @param behind second by second, how many were accepted and not yet counted
     */
    record Seen(Histogram delays, List<Chart.Point> behind) {}

    Seen during(Runnable load) {
        try (Connection orders = bed.connect(Part.ORDER_DB, "coffee");
                ExecutorService watchers = Executors.newFixedThreadPool(2)) {
            long ordersBefore = newest(orders);
            long countedBefore = counted();
            Future<List<Sample>> accepted = watchers.submit(watch(() -> newest(orders) - ordersBefore));
            Future<List<Sample>> counted = watchers.submit(watch(() -> counted() - countedBefore));
            load.run();
            wanted = Bed.number(orders, "SELECT COUNT(*) FROM orders WHERE order_no > " + ordersBefore);
            return new Seen(delays(accepted.get(), counted.get()), behind(accepted.get(), counted.get()));
        } catch (SQLException | ExecutionException failed) {
            throw new BenchFailure("nobody could watch the orders: " + failed.getMessage(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("stopped", stopped);
        }
    }

    private Callable<List<Sample>> watch(LongSupplier number) {
        return () -> {
            List<Sample> samples = new ArrayList<>();
            long deadline = Long.MAX_VALUE;
            long seen = 0;
            while (seen < wanted) {
                // Before the question: what it finds may be younger than this, never older.
                long at = System.nanoTime();
                seen = number.getAsLong();
                samples.add(new Sample(at, seen));
                deadline = wanted < Long.MAX_VALUE && deadline == Long.MAX_VALUE ? at + LONGEST.toNanos() : deadline;
                if (at > deadline) {
                    throw new BenchFailure(seen + " of " + wanted + " orders seen, and no more come");
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
            return samples;
        };
    }

    private static Histogram delays(List<Sample> accepted, List<Sample> counted) {
        Histogram delays = new Histogram(MOST_MS, 3);
        int at = 0;
        long done = 0;
        for (Sample sample : accepted) {
            while (at < counted.size() - 1 && counted.get(at).orders() < sample.orders()) {
                at++;
            }
            if (sample.orders() > done) {
                long delay = Math.max(0, counted.get(at).atNanos() - sample.atNanos()) / 1_000_000;
                delays.recordValueWithCount(Math.min(delay, MOST_MS), sample.orders() - done);
                done = sample.orders();
            }
        }
        return delays;
    }

    private static List<Chart.Point> behind(List<Sample> accepted, List<Sample> counted) {
        List<Chart.Point> points = new ArrayList<>();
        long began = accepted.getFirst().atNanos();
        int at = 0;
        for (Sample sample : accepted) {
            while (at < counted.size() - 1 && counted.get(at + 1).atNanos() <= sample.atNanos()) {
                at++;
            }
            long waiting = Math.max(0, sample.orders() - counted.get(at).orders());
            points.add(new Chart.Point((sample.atNanos() - began) / 1e9, waiting));
        }
        return points;
    }

    /** Order numbers grow by one, unless a batch was tried again: the watchers would find fewer orders than numbers, and say so. */
    private static long newest(Connection orders) {
        try {
            return Bed.number(orders, "SELECT COALESCE(MAX(order_no), 0) FROM orders");
        } catch (SQLException failed) {
            throw new BenchFailure("the orders cannot be read: " + failed.getMessage(), failed);
        }
    }

    private long counted() {
        Reply best = bed.coffee().http(Part.DISPLAY).get("/display/best?limit=50");
        return best.json()
                .valueStream()
                .mapToLong(menu -> menu.get("orderCnt").longValue())
                .sum();
    }
}
