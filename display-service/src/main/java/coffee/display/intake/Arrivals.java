package coffee.display.intake;

import coffee.events.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** Tells whether the order events that Kafka holds at some moment have been entered since, by whichever instance. */
@Component
public class Arrivals {

    private static final Logger log = LoggerFactory.getLogger(Arrivals.class);

    private final KafkaAdmin kafka;
    private final Topics topics;

    Arrivals(KafkaAdmin kafka, Topics topics) {
        this.kafka = kafka;
        this.topics = topics;
    }

    public Watch watch() {
        return new Watch(new GroupProgress(kafka, topics.group()), topics.name(Topic.ORDER_MENU));
    }

    /** For one looker, and to be closed after it. Where Kafka does not answer, nothing has arrived. */
    public static final class Watch implements AutoCloseable {

        private final GroupProgress group;
        private final String topic;
        private @Nullable Map<TopicPartition, Long> wanted;

        Watch(GroupProgress group, String topic) {
            this.group = group;
            this.topic = topic;
        }

        /** From now on it is waited for what Kafka holds now. */
        public void note() {
            wanted = null;
            try {
                wanted = ends();
            } catch (ExecutionException | TimeoutException away) {
                log.debug("Kafka does not say what it holds", away);
            }
        }

        public boolean caughtUp() {
            if (wanted == null) {
                return false;
            }
            try {
                Map<TopicPartition, Long> taken = group.taken(wanted.keySet());
                return wanted.entrySet().stream()
                        .allMatch(end -> taken.getOrDefault(end.getKey(), 0L) >= end.getValue());
            } catch (ExecutionException | TimeoutException away) {
                log.debug("Kafka does not say how far the intake is", away);
                return false;
            }
        }

        /** None where the topic does not exist: then there is nothing to come. */
        private Map<TopicPartition, Long> ends() throws ExecutionException, TimeoutException {
            try {
                return group.ends(List.of(topic));
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                    return Map.of();
                }
                throw failed;
            }
        }

        @Override
        public void close() {
            group.close();
        }
    }
}
