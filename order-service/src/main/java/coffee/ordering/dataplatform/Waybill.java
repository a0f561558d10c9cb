package coffee.ordering.dataplatform;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What is under way of one partition, in the order it was read. It may be done in any order; what may be committed ends at the first that is not. */
final class Waybill {

    private final TopicPartition partition;
    private final Deque<Parcel> parcels = new ArrayDeque<>();
    private final CountDownLatch dropped = new CountDownLatch(1);
    private long next;
    private boolean hasMoved;

    Waybill(TopicPartition partition) {
        this.partition = partition;
    }

    Parcel add(ConsumerRecord<byte[], byte[]> record) {
        Parcel parcel = new Parcel(this, record);
        parcels.add(parcel);
        return parcel;
    }

    /** Takes off what is done at the front. */
    void advance() {
        for (Parcel first = parcels.peek(); first != null && first.isDone(); first = parcels.peek()) {
            next = first.offset() + 1;
            hasMoved = true;
            parcels.remove();
        }
    }

    /** Whether there is something to commit that was not asked for before. */
    boolean takeMoved() {
        boolean moved = hasMoved;
        hasMoved = false;
        return moved;
    }

    /** What was asked for was not committed after all. */
    void commitAgain() {
        hasMoved = next > 0;
    }

    /** Where somebody else would have to begin. */
    long next() {
        return next;
    }

    /** Without those that are done and lie behind one that is not: nothing is left of them but their offsets. */
    long underWay() {
        return parcels.stream().filter(parcel -> !parcel.isDone()).count();
    }

    long bytes() {
        return parcels.stream().mapToLong(Parcel::bytes).sum();
    }

    Optional<Instant> oldestAt() {
        return Optional.ofNullable(parcels.peek()).map(Parcel::at);
    }

    /** No further attempt is made for what is on it. A call that is under way may end, and counts. */
    void drop() {
        dropped.countDown();
    }

    boolean isDropped() {
        return dropped.getCount() == 0;
    }

    void pause(Duration time) throws InterruptedException {
        // Cut short or not: whoever waits asks isDropped next.
        boolean _ = dropped.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public String toString() {
        return partition.toString();
    }
}
