package coffee.display.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How many events the group has still to take in; wanted most while the intake stands still. */
@Component
class Backlog implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Backlog.class);

    private final KafkaAdmin kafka;
    private final Topics topics;
    private volatile double events = Double.NaN;
    private @Nullable GroupProgress group;

    Backlog(KafkaAdmin kafka, Topics topics, MeterRegistry meters) {
        this.kafka = kafka;
        this.topics = topics;
        Gauge.builder("coffee.intake.backlog", this, backlog -> backlog.events)
                .baseUnit("events")
                .description("Events that the group has still to take in; not a number while Kafka does not answer")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${coffee.intake.count-backlog-every:5s}")
    void count() {
        try {
            events = counted(group());
        } catch (ExecutionException | TimeoutException | KafkaException away) {
            // intake.Opening and the Kafka client say it; here it would be said every few seconds.
            log.debug("The backlog is not known", away);
            events = Double.NaN;
        }
    }

    private double counted(GroupProgress asked) throws ExecutionException, TimeoutException {
        Map<TopicPartition, Long> ends = asked.ends(List.of(topics.heard()));
        Map<TopicPartition, Long> taken = asked.taken(ends.keySet());
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - taken.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    /** Made when it is first needed: its addresses may not be known before. */
    private synchronized GroupProgress group() {
        GroupProgress made = group;
        if (made == null) {
            made = new GroupProgress(kafka, topics.group());
            group = made;
        }
        return made;
    }

    @Override
    public synchronized void destroy() {
        if (group != null) {
            group.close();
        }
    }
}
