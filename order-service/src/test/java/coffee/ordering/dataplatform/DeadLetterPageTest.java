package coffee.ordering.dataplatform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.events.Topic;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What docs/asyncapi.yaml says of the letters of the data platform, held against a letter. */
class DeadLetterPageTest {

    @Test
    void describesTheTopicAndEveryHeaderOfALetter() throws IOException {
        String topic = Topic.ORDER_MENU.deadLettersOf(DataPlatform.NAME);
        JsonNode page = page();
        JsonNode headers = page.at("/components/messages/deadLetterOfDataPlatform/headers");

        List<String> written = Arrays.stream(DeadLetter.of(
                                new ConsumerRecord<>(
                                        "order-menu", 3, 7, "key".getBytes(UTF_8), "value".getBytes(UTF_8)),
                                "422",
                                topic)
                        .headers()
                        .toArray())
                .map(Header::key)
                .toList();
        assertThat(headers.path("properties").propertyNames()).containsExactlyInAnyOrderElementsOf(written);
        assertThat(headers.path("required").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrderElementsOf(written);
        assertThat(page.path("channels").path(topic).path("address").asString()).isEqualTo(topic);
    }

    private static JsonNode page() throws IOException {
        try (Reader reader = Files.newBufferedReader(Path.of("../docs/asyncapi.yaml"))) {
            return JsonMapper.shared().valueToTree(new Yaml().load(reader));
        }
    }
}
