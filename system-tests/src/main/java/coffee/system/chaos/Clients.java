package coffee.system.chaos;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All who come while things go wrong, customers and staff: so many, and each so slow, that it is less than two hundred requests a second. */
final class Clients implements AutoCloseable {

    private static final int CUSTOMERS = 40;
    private static final int STAFF = 3;

    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> all;

    Clients(long seed, Door door, Staff staff) {
        Shop shop = new Shop();
        Stream<Runnable> customers =
                IntStream.rangeClosed(1, CUSTOMERS).mapToObj(number -> new Client(number, seed, shop, door, closing));
        Stream<Runnable> atWork = Stream.generate(() -> () -> staff.workUntil(closing));
        this.all = Stream.concat(customers, atWork.limit(STAFF))
                .<Future<?>>map(threads::submit)
                .toList();
    }

    /** Returns when the last one has left. A client who could not go on is a failure of the run. */
    void goHome() {
        closing.countDown();
        for (Future<?> client : all) {
            try {
                client.get();
            } catch (ExecutionException failed) {
                throw new ChaosFailure("a client cannot go on: " + failed.getCause(), failed);
            } catch (InterruptedException stopped) {
                throw ChaosFailure.stopped(stopped);
            }
        }
    }

    @Override
    public void close() {
        closing.countDown();
        threads.close();
    }
}
