package coffee.display;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.local.junit.RealServers;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What OpenAPI says is what the service does, and all of it. */
@RealServers
class ApiDescriptionTest extends DisplayTest {

    private static final Path COMMITTED = Path.of("../docs/openapi/display-service.json");
    private static final String DAY = "2026-01-20";

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping controllers;

    private JsonNode api;
    private String menuId;

    @BeforeEach
    void showSomething() {
        menuId = menu("described");
        say(order(DAY + "T12:00:00+09:00", cups(1, menuId)));
        say(ORDERS, "coffee.order.placed.v9", "{}".getBytes(UTF_8));
        await().until(() -> best("/" + DAY).contains("described 1"));
        await().until(() -> asStaff("GET", "/admin/dead-letters").body().contains("unknown version"));
        api = read(get("/v3/api-docs").body());
    }

    /** After a wanted change: {@code -Dcoffee.openapi.write=true} writes it anew. */
    @Test
    void isWhatIsCommitted() throws IOException {
        String served = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(api)
                .replace("\r\n", "\n")
                .concat("\n");
        if (Boolean.getBoolean("coffee.openapi.write")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, served);
        }
        assertThat(Files.readString(COMMITTED)).isEqualTo(served);
    }

    @Test
    void describesEveryDoorAndNoOther() {
        Set<String> doors = controllers.getHandlerMethods().entrySet().stream()
                .filter(door -> door.getValue().getBeanType().getPackageName().startsWith("coffee.display."))
                .filter(door -> !door.getKey().getMethodsCondition().isEmpty())
                .flatMap(door -> requireNonNull(door.getKey().getPathPatternsCondition()).getPatternValues().stream()
                        .flatMap(path -> door.getKey().getMethodsCondition().getMethods().stream()
                                .map(RequestMethod::name)
                                .map(method -> method + " " + path)))
                .collect(toCollection(TreeSet::new));

        assertThat(operations().keySet()).isEqualTo(doors);
    }

    @Test
    void describesEachAnswerToTheLastField() {
        for (String door : List.of(
                "GET /display/menu",
                "GET /display/menu/{menuId}",
                "GET /display/best",
                "GET /display/best/{day}",
                "GET /admin/dead-letters",
                "POST /admin/dead-letters/replay")) {
            HttpResponse<String> answer = ask(door, "");
            assertThat(answer.statusCode()).as(door).isEqualTo(200);
            JsonNode schema = operation(door).at("/responses/200/content/application~1json/schema");
            matches(door, schema, read(answer.body()));
        }
    }

    @Test
    void describesTheHeadersOfABoard() {
        for (String door : operations().keySet()) {
            if (!door.contains("/display/")) {
                continue;
            }
            HttpResponse<String> fresh = ask(door, "");
            HttpResponse<String> same = ask(
                    door,
                    "",
                    "If-None-Match",
                    fresh.headers().firstValue("ETag").orElseThrow());
            assertThat(same.statusCode()).isEqualTo(304);
            for (HttpResponse<String> answer : List.of(fresh, same)) {
                JsonNode headers = operation(door).at("/responses/" + answer.statusCode() + "/headers");
                assertThat(headers.propertyNames()).containsExactlyInAnyOrder("ETag", "Cache-Control", "Age");
                headers.propertyStream()
                        .filter(header -> header.getValue().get("required").asBoolean(false))
                        .forEach(header -> assertThat(answer.headers().map()).containsKey(header.getKey()));
            }
        }
    }

    /** Each refusal that is described is provoked, and tells its code; those that nobody foresaw cannot be. */
    @Test
    void describesEachProblem() {
        Map<String, Set<String>> provoked = new TreeMap<>();
        for (String door : operations().keySet()) {
            if (isOfAnother(door)) {
                continue;
            }
            List<HttpResponse<String>> refusals = new ArrayList<>(List.of(
                    ask(door, "", "Accept", "text/html"),
                    send(
                            request(door, "").method(method(door), BodyPublishers.ofString("x".repeat(70_000))),
                            asStaff())));
            if (door.contains("{menuId}")) {
                refusals.add(send(HttpRequest.newBuilder(address("/display/menu/1"))));
                refusals.add(send(HttpRequest.newBuilder(address("/display/menu/MENU-09999999"))));
            }
            if (door.contains("best")) {
                refusals.add(ask(door, "?limit=0"));
            }
            if (door.contains("/admin/")) {
                refusals.add(send(request(door, "")));
                refusals.add(ask(door, door.endsWith("replay") ? "?dryRun=x" : "?limit=x"));
            }
            refusals.forEach(refusal -> note(provoked, door, refusal));
        }
        database.execute("DELETE FROM menu");
        database.execute("UPDATE board_version SET version = version + 1");
        database.execute("RENAME TABLE replayed_letter TO replayed_letter_away");
        await().until(() -> get("/display/menu").statusCode() == 503);
        for (String door : operations().keySet()) {
            if (!isOfAnother(door)) {
                note(provoked, door, ask(door, ""));
            }
        }
        database.execute("RENAME TABLE replayed_letter_away TO replayed_letter");

        assertThat(provoked).isEqualTo(described());
    }

    @Test
    void holdsTheBoundsThatItTells() {
        operations()
                .forEach((door, operation) -> operation.get("parameters").forEach(parameter -> {
                    JsonNode schema = parameter.get("schema");
                    if (!isOfAnother(door) && schema.has("minimum")) {
                        String name = "?" + parameter.get("name").asString() + "=";
                        int least = schema.get("minimum").asInt();
                        int most = schema.get("maximum").asInt();
                        assertThat(ask(door, name + least).statusCode()).isEqualTo(200);
                        assertThat(ask(door, name + most).statusCode()).isEqualTo(200);
                        assertThat(ask(door, name + (least - 1)).statusCode()).isEqualTo(400);
                        assertThat(ask(door, name + (most + 1)).statusCode()).isEqualTo(400);
                        assertThat(ask(door, name + schema.get("default").asInt())
                                        .body())
                                .isEqualTo(ask(door, "").body());
                    }
                }));
    }

    @Test
    void showsItAsAPage() {
        assertThat(get("/swagger-ui/index.html").body()).contains("swagger-ui");
    }

    private JsonNode operation(String door) {
        return requireNonNull(operations().get(door));
    }

    /** "GET /display/menu" to its description. */
    private Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        api.get("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .forEach(operation -> operations.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                operation.getValue())));
        return operations;
    }

    /** By door, each as "status CODE". */
    private Map<String, Set<String>> described() {
        Map<String, Set<String>> described = new TreeMap<>();
        operations()
                .forEach((door, operation) -> operation
                        .get("responses")
                        .propertyStream()
                        .forEach(response -> {
                            JsonNode examples = response.getValue().at("/content/application~1problem+json/examples");
                            if (!isOfAnother(door) && !response.getKey().equals("500")) {
                                examples.propertyNames()
                                        .forEach(code -> described
                                                .computeIfAbsent(door, key -> new TreeSet<>())
                                                .add(response.getKey() + " " + code));
                            }
                        }));
        return described;
    }

    private void note(Map<String, Set<String>> provoked, String door, HttpResponse<String> refusal) {
        assertThat(refusal.headers().firstValue("Content-Type")).as(door).hasValue("application/problem+json");
        JsonNode problem = read(refusal.body());
        matches(door, api.at("/components/schemas/Problem"), problem);
        assertThat(problem.get("status").asInt()).isEqualTo(refusal.statusCode());
        if (refusal.statusCode() == 503) {
            assertThat(refusal.headers().firstValue("Retry-After")).isPresent();
        }
        provoked.computeIfAbsent(door, key -> new TreeSet<>())
                .add(refusal.statusCode() + " " + problem.get("code").asString());
    }

    /** Reconciliation and rebuild need an order-service; their own tests have one. */
    private static boolean isOfAnother(String door) {
        return door.contains("/admin/") && !door.contains("/admin/dead-letters");
    }

    /** Every field that is there is described, and every field that is described as required is there. */
    private void matches(String where, JsonNode schema, JsonNode value) {
        if (schema.has("$ref")) {
            matches(where, api.at(schema.get("$ref").asString().substring(1)), value);
            return;
        }
        switch (typeOf(schema, value)) {
            case "array" -> {
                assertThat(value.isArray()).as(where).isTrue();
                value.forEach(item -> matches(where + "[]", schema.get("items"), item));
            }
            case "object" -> {
                assertThat(schema.get("properties").propertyNames()).as(where).containsAll(value.propertyNames());
                if (schema.has("required")) {
                    schema.get("required")
                            .forEach(name -> assertThat(value.has(name.asString()))
                                    .as(where + "." + name)
                                    .isTrue());
                }
                value.propertyStream()
                        .forEach(field -> matches(
                                where + "." + field.getKey(),
                                schema.get("properties").get(field.getKey()),
                                field.getValue()));
            }
            case "integer" -> assertThat(value.isIntegralNumber()).as(where).isTrue();
            case "boolean" -> assertThat(value.isBoolean()).as(where).isTrue();
            case "string" -> {
                assertThat(value.isString()).as(where).isTrue();
                if (schema.has("enum")) {
                    assertThat(schema.get("enum").valueStream().map(JsonNode::asString))
                            .as(where)
                            .contains(value.asString());
                }
            }
            case "null" -> assertThat(value.isNull()).as(where).isTrue();
            default -> throw new AssertionError(where + " has no type that is known here: " + schema);
        }
    }

    /** Of several types, the one that the value is of: in OpenAPI 3.1 what may be null says so in its type. */
    private static String typeOf(JsonNode schema, JsonNode value) {
        JsonNode type = schema.get("type");
        if (!type.isArray()) {
            return type.asString();
        }
        return type.valueStream()
                .map(JsonNode::asString)
                .filter(name -> name.equals("null") == value.isNull())
                .findFirst()
                .orElse("none");
    }

    private HttpResponse<String> ask(String door, String query, String... headers) {
        List<String> all = new ArrayList<>(Arrays.asList(headers));
        all.addAll(Arrays.asList(asStaff()));
        return send(request(door, query), all.toArray(String[]::new));
    }

    private HttpResponse<String> asStaff(String method, String path) {
        return ask(method + " " + path, "");
    }

    private HttpRequest.Builder request(String door, String query) {
        String path = door.substring(door.indexOf(' ') + 1)
                .replace("{menuId}", menuId)
                .replace("{day}", DAY);
        return HttpRequest.newBuilder(address(path + query)).method(method(door), BodyPublishers.noBody());
    }

    private static String method(String door) {
        return door.substring(0, door.indexOf(' '));
    }

    private static String[] asStaff() {
        return new String[] {"Authorization", staff()};
    }
}
