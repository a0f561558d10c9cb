package coffee.ordering.dataplatform;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One record on its way, until it is off our hands: told, put aside, or of no interest. */
final class Parcel {

    private final Waybill waybill;
    private final long offset;
    private final Instant at;
    private volatile @Nullable ConsumerRecord<byte[], byte[]> record;

    Parcel(Waybill waybill, ConsumerRecord<byte[], byte[]> record) {
        this.waybill = waybill;
        this.offset = record.offset();
        this.at = Instant.ofEpochMilli(record.timestamp());
        this.record = record;
    }

    long offset() {
        return offset;
    }

    /** When Kafka was told. */
    Instant at() {
        return at;
    }

    /** To be asked by whoever carries it, while it is not done. */
    ConsumerRecord<byte[], byte[]> record() {
        ConsumerRecord<byte[], byte[]> carried = record;
        if (carried == null) {
            throw new IllegalStateException("off our hands: " + this);
        }
        return carried;
    }

    /** Lets go of its content: it may lie here for long behind another that is not done. */
    void done() {
        record = null;
    }

    boolean isDone() {
        return record == null;
    }

    long bytes() {
        ConsumerRecord<byte[], byte[]> carried = record;
        return carried == null ? 0 : Math.max(0, carried.serializedValueSize());
    }

    /** Whether it is still ours to carry: its partition may have gone to another instance, or we are closing. */
    boolean isOurs() {
        return !waybill.isDropped();
    }

    /** Waits, but not longer than it is ours. */
    void pause(Duration time) throws InterruptedException {
        waybill.pause(time);
    }

    @Override
    public String toString() {
        return waybill + "@" + offset;
    }
}
