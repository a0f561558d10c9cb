package coffee.system.bench;

import coffee.system.CoffeeSystem;
import coffee.system.Reply;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Comes in, charges, and is ready to order. */
final class Customers {

    private static final int AT_ONCE = 16;
    private static final long MOST_AT_ONCE = 10_000_000;
    /** The first one orders alone in one of the loads, and needs more. */
    private static final int CHARGES_OF_THE_FIRST = 200;

    private Customers() {}

    static void register(CoffeeSystem coffee) {
        try (ExecutorService doors = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> ends = IntStream.range(0, Bed.CUSTOMERS)
                    .<Future<?>>mapToObj(index -> doors.submit(() -> register(coffee, index)))
                    .toList();
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (ExecutionException failed) {
            throw new BenchFailure("customers cannot be made ready: " + failed.getCause(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("stopped", stopped);
        }
    }

    private static void register(CoffeeSystem coffee, int index) {
        String customer = String.format(Locale.ROOT, "CUST-%08d", Bed.FIRST_CUSTOMER + index);
        require(coffee.counter().register(customer));
        for (int charge = 0; charge < (index == 0 ? CHARGES_OF_THE_FIRST : 1); charge++) {
            require(coffee.counter().charge(customer, MOST_AT_ONCE));
        }
    }

    private static void require(Reply reply) {
        if (reply.status() / 100 != 2) {
            throw new BenchFailure("answered " + reply.status() + ": " + reply.body());
        }
    }
}
