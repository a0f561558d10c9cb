package coffee.system.chaos;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** All who order while things go wrong: so many, and each so slow, that it is less than two hundred requests a second. */
final class Clients implements AutoCloseable {

    private static final int CLIENTS = 40;

    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> all;

    Clients(long seed, Door door) {
        Shop shop = new Shop();
        this.all = IntStream.rangeClosed(1, CLIENTS)
                .<Future<?>>mapToObj(number -> threads.submit(new Client(number, seed, shop, door, closing)))
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
