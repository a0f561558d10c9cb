package coffee.ordering.outbox;

import java.util.List;
import java.util.stream.IntStream;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Brings the outbox's events to Kafka: at least once, and in order for each key. Any number of instances share the work;
 * each has one worker for either half of the shards, and whoever finds a shard free sends it.
 */
@Component
class OutboxRelay implements SmartLifecycle {

    private static final int WORKERS = 2;

    private final List<RelayWorker> workers;
    private List<Thread> threads = List.of();

    OutboxRelay(
            OutboxRows rows,
            KafkaDoor kafka,
            TransactionOperations transaction,
            OutboxSettings settings,
            OutboxMetrics metrics) {
        this.workers = IntStream.range(0, WORKERS)
                .mapToObj(worker -> new RelayWorker(shardsOf(worker), rows, kafka, transaction, settings, metrics))
                .toList();
    }

    private static List<Integer> shardsOf(int worker) {
        return IntStream.range(0, Shards.COUNT)
                .filter(shard -> shard % WORKERS == worker)
                .boxed()
                .toList();
    }

    /** There is something new. */
    void wake() {
        workers.forEach(RelayWorker::wake);
    }

    @Override
    public void start() {
        workers.forEach(RelayWorker::open);
        threads = IntStream.range(0, WORKERS)
                .mapToObj(number -> Thread.ofPlatform().name("relay-" + number).start(workers.get(number)))
                .toList();
    }

    @Override
    public void stop() {
        workers.forEach(RelayWorker::close);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
        threads = List.of();
    }

    @Override
    public boolean isRunning() {
        return !threads.isEmpty();
    }

    /** Like the desk, which brings it work until the last request is answered. */
    @Override
    public int getPhase() {
        return 0;
    }
}
