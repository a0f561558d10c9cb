package coffee.display.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
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

    private final GroupProgress group;
    private final Topics topics;
    private volatile double events = Double.NaN;

    Backlog(KafkaAdmin kafka, Topics topics, MeterRegistry meters) {
        this.group = new GroupProgress(kafka, topics.group());
        this.topics = topics;
        Gauge.builder("coffee.intake.backlog", this, backlog -> backlog.events)
                .baseUnit("events")
                .description("Events that the group has still to take in; not a number while Kafka does not answer")
                .register(meters);
    }

    @Scheduled(fixedDelayString = "${coffee.intake.count-backlog-every:5s}")
    void count() {
        try {
            events = counted();
        } catch (ExecutionException | TimeoutException away) {
            // intake.Opening and the Kafka client say it; here it would be said every few seconds.
            log.debug("The backlog is not known", away);
            events = Double.NaN;
        }
    }

    private double counted() throws ExecutionException, TimeoutException {
        Map<TopicPartition, Long> ends = group.ends(List.of(topics.heard()));
        Map<TopicPartition, Long> taken = group.taken(ends.keySet());
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - taken.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    @Override
    public void destroy() {
        group.close();
    }
}
