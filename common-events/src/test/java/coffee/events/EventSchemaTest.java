package coffee.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The schemas are for those who listen without our codec: what they say and what the codec does is the same. */
class EventSchemaTest {

    private static final Path SCHEMAS = Path.of("src/main/resources/coffee/events/schemas");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(
            Dialects.getDraft202012(),
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final EventCodec codec = new EventCodec();

    @Test
    void everyTypeThatWasEverPublishedHasOne() throws IOException {
        assertThat(typesIn(SCHEMAS)).isEqualTo(typesIn(GOLDEN)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void allowsWhatWasEverPublished(String type) {
        assertThat(breaches(type, golden(type))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("coffee.events.EventCodecTest#published")
    void allowsAndDescribesWhatTheCodecWrites(String type, CoffeeEvent event) {
        JsonNode written = JSON.readTree(
                codec.encode(event, "/order-service", Instant.EPOCH).json());

        assertThat(breaches(type, written)).isEmpty();
        assertThat(fields(written)).isEqualTo(described(schema(type)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void allowsAFieldMoreWhereverThereAreFields(String type) {
        JsonNode event = golden(type);
        objectsIn(event).forEach(object -> object.put("addedLater", true));

        assertThat(breaches(type, event)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void demandsEveryFieldAsTheCodecDoes(String type) {
        everyField(golden(type), (object, name) -> object.remove(name), broken -> refused(type, broken));
    }

    @ParameterizedTest
    @MethodSource("types")
    void refusesAFieldUnderAnotherNameAsTheCodecDoes(String type) {
        everyField(
                golden(type),
                (object, name) -> object.set(name + "2", object.remove(name)),
                broken -> refused(type, broken));
    }

    @ParameterizedTest
    @MethodSource("types")
    void demandsTheTypeOfEveryField(String type) {
        everyField(
                golden(type),
                (object, name) -> {
                    if (object.get(name).isString()) {
                        object.put(name, 1);
                    } else {
                        object.put(name, object.get(name).toString());
                    }
                },
                broken ->
                        assertThat(breaches(type, broken)).as(broken.toString()).isNotEmpty());
    }

    static Set<String> types() throws IOException {
        return typesIn(GOLDEN);
    }

    private void refused(String type, JsonNode event) {
        assertThat(breaches(type, event)).as(event.toString()).isNotEmpty();
        assertThatThrownBy(() -> codec.decode(type, event.toString().getBytes(UTF_8)))
                .as(event.toString())
                .isInstanceOf(UnreadableEvent.class);
    }

    private interface Change {
        void of(ObjectNode object, String name);
    }

    private interface Check {
        void of(JsonNode broken);
    }

    /** Changes one field at a time, wherever it is. */
    private static void everyField(JsonNode event, Change change, Check check) {
        int objects = objectsIn(event).size();
        int changed = 0;
        for (int which = 0; which < objects; which++) {
            for (String name : List.copyOf(objectsIn(event).get(which).propertyNames())) {
                JsonNode copy = event.deepCopy();
                change.of(objectsIn(copy).get(which), name);
                check.of(copy);
                changed++;
            }
        }
        assertThat(changed).isGreaterThanOrEqualTo(event.size());
    }

    private static List<ObjectNode> objectsIn(JsonNode node) {
        List<ObjectNode> objects = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.valueStream().forEach(child -> objects.addAll(objectsIn(child)));
        return objects;
    }

    /** As paths, the items of a list under one. */
    private static Set<String> fields(JsonNode written) {
        Set<String> paths = new TreeSet<>();
        written.forEachEntry((name, value) -> {
            paths.add(name);
            JsonNode inner = value instanceof ArrayNode list ? list.get(0) : value;
            fields(inner).forEach(path -> paths.add(name + "/" + path));
        });
        return paths;
    }

    private static Set<String> described(JsonNode schema) {
        Set<String> paths = new TreeSet<>();
        schema.path("properties").forEachEntry((name, property) -> {
            paths.add(name);
            described(property).forEach(path -> paths.add(name + "/" + path));
            described(property.path("items")).forEach(path -> paths.add(name + "/" + path));
        });
        return paths;
    }

    private static List<String> breaches(String type, JsonNode event) {
        Schema schema = REGISTRY.getSchema(schema(type));
        return schema.validate(event).stream().map(Error::toString).toList();
    }

    private static JsonNode schema(String type) {
        return read(SCHEMAS, type);
    }

    private static JsonNode golden(String type) {
        return read(GOLDEN, type);
    }

    private static JsonNode read(Path folder, String type) {
        return JSON.readTree(folder.resolve(type + ".json").toFile());
    }

    private static Set<String> typesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> types = new TreeSet<>();
            files.forEach(file -> types.add(file.getFileName().toString().replace(".json", "")));
            return types;
        }
    }
}
