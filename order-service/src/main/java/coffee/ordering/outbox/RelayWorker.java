package coffee.ordering.outbox;

import coffee.ordering.shared.DatabaseTrouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.transaction.support.TransactionOperations;

/** Sends some of the shards, round after round: lock, read, send, await the acks, delete, commit. */
final class RelayWorker implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(RelayWorker.class);

    private final List<Integer> shards;
    private final OutboxRows rows;
    private final KafkaDoor kafka;
    private final TransactionOperations transaction;
    private final OutboxSettings settings;
    private final OutboxMetrics metrics;

    private final Semaphore wakes = new Semaphore(0);
    private final Semaphore closes = new Semaphore(0);
    private volatile boolean open;

    private Duration pause;
    /**
     * By shard: what was at or below it when this worker last had the shard is sent, but for rows that commit late. Purging takes InnoDB a
     * while, so scans begin here. A shard that somebody else had meanwhile keeps its old floor: he may have left anything above it.
     */
    private final Map<Integer, Long> floors = new HashMap<>();

    private long lastFullScanNanos;
    private boolean inTrouble;
    /** As far as we know: it is asked before shards are locked, which another instance may be able to send. */
    private boolean kafkaIsAway = true;

    RelayWorker(
            List<Integer> shards,
            OutboxRows rows,
            KafkaDoor kafka,
            TransactionOperations transaction,
            OutboxSettings settings,
            OutboxMetrics metrics) {
        this.metrics = metrics;
        this.shards = shards;
        this.rows = rows;
        this.kafka = kafka;
        this.transaction = transaction;
        this.settings = settings;
        this.pause = settings.idleFrom();
        this.lastFullScanNanos = System.nanoTime();
    }

    void wake() {
        wakes.release();
    }

    void open() {
        closes.drainPermits();
        open = true;
    }

    void close() {
        open = false;
        wakes.release();
        closes.release();
    }

    @Override
    public void run() {
        while (open) {
            try {
                if (kafkaIsAway) {
                    kafka.knock();
                }
                Round round = transaction.execute(status -> round());
                // Not before the commit: what is not deleted is still to be sent.
                round.shards().forEach(shard -> floors.put(shard, round.floor()));
                kafkaIsAway = round.silent();
                if (round.sentAll()) {
                    recovered();
                }
                metrics.sent(round.sent());
                if (round.silent()) {
                    rest();
                } else if (round.isEmpty()) {
                    idle();
                } else {
                    pause = settings.idleFrom();
                    gather(round);
                }
            } catch (RuntimeException | Error trouble) {
                // An error as well: a worker that ended would leave its shards unsent, and nobody would know.
                kafkaIsAway = !DatabaseTrouble.isAway(trouble);
                inTrouble(trouble);
                rest();
            }
        }
    }

    private Round round() {
        List<Integer> ours = rows.lockFree(shards);
        if (ours.isEmpty()) {
            return Round.EMPTY;
        }
        long from = scanFrom(ours);
        List<OutboxRow> waiting = rows.oldest(ours, from, settings.rows());
        if (waiting.isEmpty()) {
            // Of shards that another has just now we know nothing.
            if (ours.size() == shards.size()) {
                recovered();
            }
            return Round.EMPTY;
        }
        List<OutboxRow> wave = withoutThoseBehind(from, firstOfEachKey(waiting));
        rows.confirm(ours);
        List<CompletableFuture<?>> acks =
                kafka.send(wave.stream().map(OutboxRow::event).toList());
        List<Long> sent = new ArrayList<>(wave.size());
        boolean silent = collect(wave, acks, sent);
        if (sent.isEmpty()) {
            return new Round(wave.size(), 0, silent, ours, from);
        }
        rows.delete(sent);
        long floor = Math.min(sent.getLast() - settings.floorMargin(), lowestLeft(waiting, sent) - 1);
        return new Round(wave.size(), sent.size(), false, ours, Math.max(from, floor));
    }

    /** The floor stays below what could not be sent: else the next event of its key would be found first, and overtake it. */
    private static long lowestLeft(List<OutboxRow> waiting, List<Long> sent) {
        Set<Long> gone = new HashSet<>(sent);
        return waiting.stream()
                .mapToLong(OutboxRow::id)
                .filter(id -> !gone.contains(id))
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /** Two events of one key never travel together: if the first were lost on its way, the second would overtake it. */
    private static List<OutboxRow> firstOfEachKey(List<OutboxRow> waiting) {
        Set<String> keys = new HashSet<>();
        return waiting.stream().filter(row -> keys.add(row.event().key())).toList();
    }

    /** An event that was committed late, below what is scanned, must not be overtaken by the next of its key: everything is looked at then. */
    private List<OutboxRow> withoutThoseBehind(long scannedFrom, List<OutboxRow> wave) {
        if (scannedFrom == 0) {
            return wave;
        }
        Set<String> overtaken = rows.keysAtOrBelow(
                scannedFrom, wave.stream().map(row -> row.event().key()).toList());
        if (overtaken.isEmpty()) {
            return wave;
        }
        lastFullScanNanos = System.nanoTime() - settings.fullScan().toNanos();
        return wave.stream()
                .filter(row -> !overtaken.contains(row.event().key()))
                .toList();
    }

    /** @return whether Kafka gave no answer about some of them, which is another thing than refusing them */
    private boolean collect(List<OutboxRow> wave, List<CompletableFuture<?>> acks, List<Long> sent) {
        boolean silent = false;
        for (int i = 0; i < wave.size(); i++) {
            try {
                acks.get(i).join();
                sent.add(wave.get(i).id());
            } catch (RuntimeException lost) {
                silent |= KafkaDoor.isSilence(lost);
                inTrouble(NestedExceptionUtils.getMostSpecificCause(lost));
            }
        }
        return silent;
    }

    private long scanFrom(List<Integer> ours) {
        long now = System.nanoTime();
        if (now - lastFullScanNanos > settings.fullScan().toNanos()) {
            lastFullScanNanos = now;
            return 0;
        }
        return ours.stream()
                .mapToLong(shard -> floors.getOrDefault(shard, 0L))
                .min()
                .orElse(0);
    }

    private void idle() {
        try {
            if (wakes.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = settings.idleFrom();
            } else {
                lengthenPause();
            }
            wakes.drainPermits();
        } catch (InterruptedException told) {
            open = false;
        }
    }

    /** Nobody's order cuts it short: orders come by the hundred meanwhile, and no trouble is over sooner for that. */
    private void rest() {
        try {
            if (open && !closes.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                lengthenPause();
            }
        } catch (InterruptedException told) {
            open = false;
        }
    }

    private void lengthenPause() {
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(settings.idleTo()) > 0 ? settings.idleTo() : longer;
    }

    /** A moment for more to come, where all that waited is sent: a round costs a commit, however little it carries. */
    private void gather(Round round) {
        if (round.found() < settings.rows()) {
            LockSupport.parkNanos(settings.gather().toNanos());
        }
    }

    private void inTrouble(Throwable trouble) {
        if (trouble instanceof Error) {
            log.error("The outbox is not being sent", trouble);
        } else if (!inTrouble) {
            log.warn(
                    "The outbox is not being sent: {}",
                    DatabaseTrouble.isAway(trouble) ? "the database is away" : trouble.toString());
        }
        inTrouble = true;
    }

    private void recovered() {
        if (inTrouble) {
            log.info("The outbox is being sent again");
        }
        inTrouble = false;
    }

    /** What one round found and what of it arrived, whether it was lost for want of an answer, and up to where its shards are sent. */
    private record Round(int found, int sent, boolean silent, List<Integer> shards, long floor) {

        static final Round EMPTY = new Round(0, 0, false, List.of(), 0);

        boolean isEmpty() {
            return sent == 0;
        }

        boolean sentAll() {
            return sent == found && found > 0;
        }
    }
}
