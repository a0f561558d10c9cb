package coffee.events;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page for those who listen, held against the code. What is on it of dead letters is held by the services that write them. */
class AsyncApiTest {

    private static final Path PAGE = Path.of("../docs/asyncapi.yaml");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNode API = read(PAGE);

    private final EventCodec codec = new EventCodec();

    @Test
    void describesEveryTopicOfTheContractAndNoOther() {
        Set<String> topics = Arrays.stream(Topic.values()).map(Topic::topicName).collect(toSet());

        assertThat(channels(false)).isEqualTo(topics);
        assertThat(channels(true)).contains(Topic.ORDER_MENU.deadLettersOf("data-platform"));
    }

    @ParameterizedTest
    @EnumSource
    void saysHowATopicIsMade(Topic topic) {
        JsonNode made = API.at("/channels").path(topic.topicName()).at("/bindings/kafka");

        assertThat(made.path("partitions").intValue()).isEqualTo(topic.partitions());
        assertThat(made.at("/topicConfiguration/cleanup.policy/0").asString())
                .isEqualTo(topic.compacted() ? "compact" : "delete");
    }

    @ParameterizedTest
    @MethodSource("coffee.events.EventCodecTest#published")
    void describesEveryEventOnItsTopic(String type, CoffeeEvent event) {
        EncodedEvent encoded = codec.encode(event, "/order-service", Instant.EPOCH);
        JsonNode message = messagesOf(encoded.topic()).stream()
                .filter(described -> described.path("name").asString("").equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError(type + " is not described on " + encoded.topic()));

        JsonNode headers = resolved(message.path("headers"));
        assertThat(headers.path("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(encoded.headers().keySet());
        assertThat(headers.path("required").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrderElementsOf(encoded.headers().keySet());
        assertThat(encoded.headers())
                .allSatisfy((name, value) -> assertThat(
                                headers.at("/properties/" + name + "/const").asString(value))
                        .isEqualTo(value));
        assertThat(encoded.key())
                .matches(resolved(message.at("/bindings/kafka/key"))
                        .path("pattern")
                        .asString());
        assertThat(resolved(message.path("payload")).path("$id").asString()).isEqualTo("urn:coffee:event:" + type);
    }

    @Test
    void describesNoEventThatIsNoneOfOurs() {
        Set<String> published = EventCodecTest.published()
                .map(arguments -> String.valueOf(arguments.get()[0]))
                .collect(toSet());
        List<String> described = channels(false).stream()
                .flatMap(topic -> messagesOf(topic).stream())
                .map(message -> message.path("name").asString())
                .toList();

        assertThat(described).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = new ArrayList<>();
        collectReferences(API, references);

        assertThat(references)
                .hasSizeGreaterThan(10)
                .allSatisfy(reference -> assertThat(
                                resolved(JSON.createObjectNode().put("$ref", reference))
                                        .isObject())
                        .as(reference)
                        .isTrue());
    }

    private static Set<String> channels(boolean ofDeadLetters) {
        return API.path("channels")
                .propertyStream()
                .map(channel -> {
                    assertThat(channel.getValue().path("address").asString()).isEqualTo(channel.getKey());
                    return channel.getKey();
                })
                .filter(name -> name.endsWith("-dlt") == ofDeadLetters)
                .collect(toSet());
    }

    private static List<JsonNode> messagesOf(String topic) {
        return API.path("channels")
                .path(topic)
                .path("messages")
                .valueStream()
                .map(AsyncApiTest::resolved)
                .toList();
    }

    /** What a reference stands for, on this page or in a file beside it; anything else as it is. */
    private static JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        if (reference.isEmpty()) {
            return node;
        }
        JsonNode found = reference.startsWith("#")
                ? API.at(reference.substring(1))
                : read(requireNonNull(PAGE.getParent()).resolve(reference));
        return resolved(found);
    }

    private static void collectReferences(JsonNode node, List<String> references) {
        if (node.path("$ref").isString()) {
            references.add(node.path("$ref").asString());
        }
        node.valueStream().forEach(child -> collectReferences(child, references));
    }

    /** YAML, of which JSON is a part. */
    private static JsonNode read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return JSON.valueToTree(new Yaml().load(reader));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }
}
