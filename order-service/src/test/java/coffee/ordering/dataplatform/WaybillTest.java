package coffee.ordering.dataplatform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class WaybillTest {

    private final Waybill waybill = new Waybill(new TopicPartition("order-menu", 0));

    @Test
    void whatMayBeCommittedEndsAtTheFirstThatIsNotDone() {
        Parcel first = add(10);
        Parcel second = add(11);
        Parcel third = add(15);

        second.done();
        waybill.advance();
        assertThat(waybill.takeMoved()).isFalse();
        assertThat(waybill.underWay()).isEqualTo(2);

        first.done();
        waybill.advance();
        assertThat(waybill.takeMoved()).isTrue();
        assertThat(waybill.next()).isEqualTo(12);
        assertThat(waybill.takeMoved()).as("asked for already").isFalse();
        waybill.commitAgain();
        assertThat(waybill.takeMoved()).isTrue();

        third.done();
        waybill.advance();
        assertThat(waybill.next()).isEqualTo(16);
        assertThat(waybill.underWay()).isZero();
        assertThat(waybill.oldestAt()).isEmpty();
    }

    @Test
    void whatIsDoneTakesNoRoom() {
        add(1);
        Parcel large = add(2);
        assertThat(waybill.bytes()).isEqualTo(2000);
        large.done();
        assertThat(waybill.bytes()).isEqualTo(1000);
    }

    @Test
    void nobodyWaitsForWhatIsNotOursAnyMore() throws Exception {
        Parcel parcel = add(1);
        assertThat(parcel.isOurs()).isTrue();
        waybill.drop();
        assertThat(parcel.isOurs()).isFalse();
        parcel.pause(Duration.ofDays(1));
    }

    private Parcel add(long offset) {
        return waybill.add(new ConsumerRecord<>(
                "order-menu",
                0,
                offset,
                0,
                TimestampType.CREATE_TIME,
                3,
                1000,
                "key".getBytes(StandardCharsets.UTF_8),
                new byte[1000],
                new RecordHeaders(),
                Optional.empty()));
    }
}
