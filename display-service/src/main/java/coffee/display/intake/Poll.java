package coffee.display.intake;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What one poll brought, sorted out before anything is written. */
record Poll(List<Heard> heard, List<Refused> refused, int skipped) {

    /** A record that is an event, and what is to be entered for it. */
    record Heard(ConsumerRecord<byte[], byte[]> record, Entry entry) {}

    /** A record that can never be applied, and why. */
    record Refused(ConsumerRecord<byte[], byte[]> record, String reason) {}
}
