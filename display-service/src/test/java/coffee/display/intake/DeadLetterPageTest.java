package coffee.display.intake;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.display.shared.CoffeeSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What docs/asyncapi.yaml says of our dead letters, held against how we make their topics and mark them. */
class DeadLetterPageTest {

    private static final Path PAGE = Path.of("../docs/asyncapi.yaml");

    static Stream<NewTopic> wanted() {
        return Stream.of(new Topics(new CoffeeSettings(ZoneId.of("Asia/Seoul"), "", "")).wanted());
    }

    @ParameterizedTest
    @MethodSource("wanted")
    void describesEveryTopicThatWeMake(NewTopic topic) throws IOException {
        JsonNode kafka =
                page().path("channels").path(topic.name()).path("bindings").path("kafka");

        assertThat(kafka.path("partitions").asInt()).as(topic.name()).isEqualTo(topic.numPartitions());
        Map<String, String> described = new TreeMap<>();
        kafka.path("topicConfiguration").forEachEntry((name, value) -> described.put(name, setting(value)));
        // Described also where it is Kafka's own.
        Map<String, String> made = new TreeMap<>(Map.of("cleanup.policy", "delete"));
        Map<String, String> configs = topic.configs() == null ? Map.of() : topic.configs();
        made.putAll(configs);
        assertThat(described).as(topic.name()).isEqualTo(made);
    }

    private static String setting(JsonNode value) {
        return value.isArray() ? value.valueStream().map(JsonNode::asString).collect(joining(",")) : value.asString();
    }

    @ParameterizedTest
    @MethodSource("letters")
    void describesEveryHeaderOfALetter(String header) throws IOException {
        JsonNode headers = page().at("/components/messages/deadLetterOfDisplay/headers");

        assertThat(headers.path("properties").propertyNames()).contains(header).hasSize(5);
        assertThat(headers.path("required").valueStream().map(JsonNode::asString))
                .contains(header);
    }

    static Stream<String> letters() {
        return Stream.of(
                DeadLetters.REASON,
                DeadLetters.TOPIC,
                DeadLetters.PARTITION,
                DeadLetters.OFFSET,
                DeadLetters.TIMESTAMP);
    }

    private static JsonNode page() throws IOException {
        try (Reader reader = Files.newBufferedReader(PAGE)) {
            return JsonMapper.shared().valueToTree(new Yaml().load(reader));
        }
    }
}
