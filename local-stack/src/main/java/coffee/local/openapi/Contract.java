package coffee.local.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a service says of its answers, read as strictly as can be: a field that is not described is as wrong as one that is missing. */
public final class Contract {

    private static final String PAGE = "https://coffee.local/api";
    private static final String JSON_SCHEMA = "content/application~1json/schema";
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Those that mean something to a caller of ours: they are described, or not sent. */
    private static final Set<String> TELLING_HEADERS = Set.of(
            "Idempotency-Key", "Idempotent-Replayed", "Retry-After", "WWW-Authenticate", "Location", "ETag", "Age");

    private final List<Door> doors;
    private final SchemaRegistry answers;
    private final SchemaRegistry requests;
    private final Map<String, Schema> known = new ConcurrentHashMap<>();

    private Contract(JsonNode api) {
        this.doors = Door.allOf(api);
        this.requests = schemasOf(api);
        JsonNode strict = api.deepCopy();
        forbidWhatIsNotDescribed(strict);
        this.answers = schemasOf(strict);
    }

    private static SchemaRegistry schemasOf(JsonNode api) {
        return SchemaRegistry.withDialect(
                Dialects.getOpenApi31(),
                registry -> registry.schemas(Map.of(PAGE, api.toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    /** @param page as it is served */
    public static Contract of(String page) {
        return new Contract(JSON.readTree(page));
    }

    public List<Door> doors() {
        return doors;
    }

    /** The door that a request came to, if it came to any. */
    public Optional<Door> doorOf(String method, String path) {
        return doors.stream().filter(door -> door.takes(method, path)).findFirst();
    }

    /**
     * @param headers a header's value, or nothing
     * @return what is not as described; nothing where the request came to no door at all
     */
    public List<String> breaches(
            String method, String path, int status, Function<String, Optional<String>> headers, String body) {
        return doorOf(method, path)
                .map(door -> breaches(door, status, headers, body))
                .orElse(List.of());
    }

    private List<String> breaches(Door door, int status, Function<String, Optional<String>> headers, String body) {
        JsonNode response = door.response(status);
        if (response.isMissingNode()) {
            return List.of("status " + status + " is not described");
        }
        List<String> breaches = new ArrayList<>(breachesOfHeaders(response, headers));
        String type = headers.apply("Content-Type").orElse("none").replaceFirst(";.*", "");
        JsonNode content = response.path("content").path(type);
        if (content.isMissingNode()) {
            breaches.add("type " + type + " is not described for " + status);
        } else {
            breaches.addAll(breachesOfBody(door, status, type, content, body));
        }
        return breaches;
    }

    private static List<String> breachesOfHeaders(JsonNode response, Function<String, Optional<String>> headers) {
        List<String> breaches = new ArrayList<>();
        JsonNode described = response.path("headers");
        described.forEachEntry((name, header) -> {
            if (header.path("required").asBoolean(false) && headers.apply(name).isEmpty()) {
                breaches.add("the header " + name + " is missing");
            }
        });
        TELLING_HEADERS.stream()
                .filter(name ->
                        headers.apply(name).isPresent() && described.path(name).isMissingNode())
                .forEach(name -> breaches.add("the header " + name + " is not described"));
        return breaches;
    }

    private List<String> breachesOfBody(Door door, int status, String type, JsonNode content, String body) {
        try {
            JsonNode answer = JSON.readTree(body);
            List<String> breaches = new ArrayList<>(schemaOf(door, status, type).validate(answer).stream()
                    .map(Error::toString)
                    .toList());
            String code = answer.path("code").asString("");
            if (status >= 400 && content.path("examples").path(code).isMissingNode()) {
                breaches.add("code " + code + " is not described for " + status);
            }
            return breaches;
        } catch (JacksonException none) {
            return List.of("the body is not JSON: " + none.getOriginalMessage());
        }
    }

    /** What of a body is not as described, unknown fields aside; at a door that is described. */
    public List<String> breachesOfRequest(String method, String path, byte[] body) {
        String place = String.join(
                "/", "", "paths", escaped(path), method.toLowerCase(Locale.ROOT), "requestBody", JSON_SCHEMA);
        return known
                .computeIfAbsent(place, at -> requests.getSchema(SchemaLocation.of(PAGE + "#" + at)))
                .validate(JSON.readTree(body))
                .stream()
                .map(Error::toString)
                .toList();
    }

    private Schema schemaOf(Door door, int status, String type) {
        String place = String.join(
                "/",
                "",
                "paths",
                escaped(door.path()),
                door.verb(),
                "responses",
                Integer.toString(status),
                "content",
                escaped(type),
                "schema");
        return known.computeIfAbsent(place, at -> answers.getSchema(SchemaLocation.of(PAGE + "#" + at)));
    }

    private static String escaped(String step) {
        return step.replace("~", "~0").replace("/", "~1");
    }

    private static void forbidWhatIsNotDescribed(JsonNode node) {
        node.forEach(Contract::forbidWhatIsNotDescribed);
        if (node instanceof ObjectNode schema && schema.path("properties").isObject()) {
            schema.put("additionalProperties", false);
        }
    }
}
