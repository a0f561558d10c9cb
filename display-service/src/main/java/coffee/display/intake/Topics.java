package coffee.display.intake;

import coffee.display.shared.CoffeeSettings;
import coffee.events.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.stereotype.Component;

/** The names of what we listen to and of what we put aside, as this system writes them. */
@Component("topics")
class Topics {

    private static final String DEAD_LETTERS = "-dlt";
    private static final String FOREVER = "-1";
    private static final String LARGEST_LETTER_BYTES = "2097152";

    private final String prefix;

    Topics(CoffeeSettings settings) {
        this.prefix = settings.topicPrefix();
    }

    /** Asked for by the listener's annotation, as {@link #group()} is. */
    public String[] heard() {
        return Arrays.stream(Topic.values()).map(this::name).toArray(String[]::new);
    }

    List<String> deadLetters() {
        return Arrays.stream(Topic.values())
                .map(topic -> deadLettersOf(name(topic)))
                .toList();
    }

    public String group() {
        return prefix + "display-service";
    }

    boolean isCompacted(String name) {
        return Arrays.stream(Topic.values())
                .anyMatch(topic -> topic.compacted() && name(topic).equals(name));
    }

    NewTopic[] wanted() {
        return Arrays.stream(Topic.values())
                .flatMap(topic -> Stream.of(events(topic), deadLetters(topic)))
                .toArray(NewTopic[]::new);
    }

    static String deadLettersOf(String topic) {
        return topic + DEAD_LETTERS;
    }

    private NewTopic events(Topic topic) {
        TopicBuilder events = TopicBuilder.name(name(topic)).partitions(topic.partitions());
        return (topic.compacted() ? events.compact() : events).build();
    }

    /** Kept until somebody has looked at them, and with room for a reason beside the largest record. */
    private NewTopic deadLetters(Topic topic) {
        return TopicBuilder.name(deadLettersOf(name(topic)))
                .partitions(1)
                .config(TopicConfig.RETENTION_MS_CONFIG, FOREVER)
                .config(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LARGEST_LETTER_BYTES)
                .build();
    }

    String name(Topic topic) {
        return prefix + topic.topicName();
    }
}
