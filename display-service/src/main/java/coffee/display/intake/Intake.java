package coffee.display.intake;

import static java.util.Objects.requireNonNull;

import coffee.display.intake.Ledger.Entered;
import coffee.display.intake.Poll.Heard;
import coffee.display.intake.Poll.Refused;
import coffee.display.shared.BadData;
import coffee.display.shared.BoardWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.stereotype.Component;

/**
 * Takes in what one poll brings: first the books, then the dead letters, then (when this returns) the offsets. Whatever
 * fails on the way is thrown as it is and the whole poll comes again; what was done of it already is known by its ids.
 * Never thrown is BatchListenerFailedException: it would commit the offsets of records whose transaction rolled back.
 */
@Component
class Intake implements ConsumerSeekAware {

    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    private final PollReader reader;
    private final Ledger ledger;
    private final DeadLetters deadLetters;
    private final BoardWatch boards;
    private final Topics topics;
    private final IntakeMetrics metrics;
    /** Of each partition that is read from its beginning, up to where it had been taken in before. */
    private final Map<TopicPartition, Long> takenBefore = new ConcurrentHashMap<>();

    private volatile boolean standing;

    Intake(
            PollReader reader,
            Ledger ledger,
            DeadLetters deadLetters,
            BoardWatch boards,
            Topics topics,
            IntakeMetrics metrics) {
        this.reader = reader;
        this.ledger = ledger;
        this.deadLetters = deadLetters;
        this.boards = boards;
        this.topics = topics;
        this.metrics = metrics;
    }

    /**
     * Menus are read from the beginning by whoever gets their partition: they are few, a version that is known changes nothing, and so a
     * database that was emptied or set back has its menus again.
     */
    @Override
    public void onPartitionsAssigned(Map<TopicPartition, Long> assigned, ConsumerSeekCallback seeking) {
        List<TopicPartition> menus = assigned.keySet().stream()
                .filter(partition -> topics.isCompacted(partition.topic()))
                .toList();
        // Kafka takes none for all: every order that it still holds would come again.
        if (!menus.isEmpty()) {
            menus.forEach(partition -> takenBefore.put(partition, requireNonNull(assigned.get(partition))));
            seeking.seekToBeginning(menus);
        }
    }

    @KafkaListener(
            id = "intake",
            idIsGroup = false,
            topics = "#{@topics.heard()}",
            groupId = "#{@topics.group()}",
            batch = "true",
            autoStartup = "false")
    void take(List<ConsumerRecord<byte[], byte[]>> records) {
        try {
            takeIn(records);
            if (standing) {
                log.info("The intake goes on");
            }
            standing = false;
        } catch (RuntimeException trouble) {
            // Once: it is tried again without end.
            if (!standing) {
                log.warn("The intake stands still until this passes: {}", trouble.getMessage());
            }
            standing = true;
            throw trouble;
        }
    }

    private void takeIn(List<ConsumerRecord<byte[], byte[]>> records) {
        Poll poll = reader.read(records);
        List<Refused> never = new ArrayList<>(poll.refused());
        never.addAll(enter(poll.heard()));
        int refused = never.size();
        never.removeIf(letter -> wasTakenBefore(letter.record()));
        int again = refused - never.size();
        if (again > 0) {
            log.info("{} menu records are refused once more, and were put aside before", again);
        }
        deadLetters.put(never);
        metrics.tookIn(records.size(), poll.skipped(), never.size(), again);
    }

    /** What is refused again was put aside then. */
    private boolean wasTakenBefore(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        return record.offset() < takenBefore.getOrDefault(partition, 0L);
    }

    /** Answers those that the database refuses for what they are: halved until each stands alone. */
    private List<Refused> enter(List<Heard> heard) {
        if (heard.isEmpty()) {
            return List.of();
        }
        try {
            Entered entered = ledger.enter(heard.stream().map(Heard::entry).toList());
            metrics.entered(entered);
            boards.look(() -> metrics.shown(entered.sales()));
            return List.of();
        } catch (DataAccessException failed) {
            if (!BadData.isTheCauseOf(failed)) {
                throw failed;
            }
            return heard.size() == 1
                    ? List.of(new Refused(heard.getFirst().record(), BadData.reasonOf(failed)))
                    : enterHalves(heard);
        }
    }

    private List<Refused> enterHalves(List<Heard> heard) {
        int half = heard.size() / 2;
        List<Refused> refusals = new ArrayList<>(enter(heard.subList(0, half)));
        refusals.addAll(enter(heard.subList(half, heard.size())));
        return refusals;
    }
}
