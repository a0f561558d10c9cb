package coffee.display.intake;

import coffee.display.intake.Poll.Heard;
import coffee.display.intake.Poll.Refused;
import coffee.display.shared.BoardWatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Takes in what one poll brings: first the books, then the dead letters, then (when this returns) the offsets. Whatever
 * fails on the way is thrown as it is and the whole poll comes again; what was done of it already is known by its ids.
 * Never thrown is BatchListenerFailedException: it would commit the offsets of records whose transaction rolled back.
 */
@Component
class Intake {

    private final PollReader reader;
    private final Ledger ledger;
    private final DeadLetters deadLetters;
    private final BoardWatch boards;
    private final Counter applied;
    private final Counter repeated;
    private final Counter skipped;
    private final Counter refused;

    Intake(PollReader reader, Ledger ledger, DeadLetters deadLetters, BoardWatch boards, MeterRegistry meters) {
        this.reader = reader;
        this.ledger = ledger;
        this.deadLetters = deadLetters;
        this.boards = boards;
        this.applied = counter(meters, "applied");
        this.repeated = counter(meters, "repeated");
        this.skipped = counter(meters, "skipped");
        this.refused = counter(meters, "refused");
    }

    @KafkaListener(
            id = "intake",
            idIsGroup = false,
            topics = "#{@topics.heard()}",
            groupId = "#{@topics.group()}",
            batch = "true",
            autoStartup = "false")
    void take(List<ConsumerRecord<byte[], byte[]>> records) {
        Poll poll = reader.read(records);
        List<Refused> never = new ArrayList<>(poll.refused());
        never.addAll(enter(poll.heard()));
        boards.look();
        deadLetters.put(never);
        skipped.increment(poll.skipped());
        refused.increment(never.size());
    }

    /** Answers those that the database refuses for what they are: halved until each stands alone. */
    private List<Refused> enter(List<Heard> heard) {
        if (heard.isEmpty()) {
            return List.of();
        }
        try {
            int known = ledger.enter(heard.stream().map(Heard::entry).toList());
            applied.increment(heard.size() - known);
            repeated.increment(known);
            return List.of();
        } catch (DataAccessException failed) {
            if (!isTheFaultOfTheData(failed)) {
                throw failed;
            }
            return heard.size() == 1
                    ? List.of(new Refused(heard.getFirst().record(), reasonOf(failed)))
                    : enterHalves(heard);
        }
    }

    private List<Refused> enterHalves(List<Heard> heard) {
        int half = heard.size() / 2;
        List<Refused> refusals = new ArrayList<>(enter(heard.subList(0, half)));
        refusals.addAll(enter(heard.subList(half, heard.size())));
        return refusals;
    }

    /** SQLState 22 (data) and 23 (integrity) say so; anything else, known or not, is trouble that passes. */
    private static boolean isTheFaultOfTheData(DataAccessException failed) {
        return NestedExceptionUtils.getMostSpecificCause(failed) instanceof SQLException sql
                && sql.getSQLState() != null
                && (sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23"));
    }

    private static String reasonOf(DataAccessException failed) {
        return String.valueOf(NestedExceptionUtils.getMostSpecificCause(failed).getMessage());
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("coffee.intake.events").tag("outcome", outcome).register(meters);
    }
}
