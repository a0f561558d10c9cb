package coffee.local.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing that can be asked of a service.
 *
 * @param path with its variables in braces
 * @param operation as it is described
 * @param api the whole page, for what is described elsewhere on it
 */
public record Door(String method, String path, JsonNode operation, JsonNode api) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final JsonMapper JSON = JsonMapper.shared();

    static List<Door> allOf(JsonNode api) {
        List<Door> doors = new ArrayList<>();
        api.path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((verb, operation) -> {
                    if (METHODS.contains(verb)) {
                        doors.add(new Door(verb.toUpperCase(Locale.ROOT), path, operation, api));
                    }
                }));
        return List.copyOf(doors);
    }

    boolean takes(String asked, String at) {
        String form = Stream.of(path.split("(?<=\\})|(?=\\{)"))
                .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
                .collect(Collectors.joining());
        return asked.equals(method) && at.matches(form);
    }

    String verb() {
        return method.toLowerCase(Locale.ROOT);
    }

    JsonNode response(int status) {
        return operation.path("responses").path(Integer.toString(status));
    }

    public boolean isForStaff() {
        return !operation.path("security").isEmpty();
    }

    public boolean readsABody() {
        return !operation.path("requestBody").isMissingNode();
    }

    /** Every answer that is described, such as "409 NO_POINT", and "200" where nothing is refused. */
    public Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        operation.path("responses").forEachEntry((status, response) -> {
            Set<String> codes = new TreeSet<>();
            response.path("content")
                    .forEach(content -> codes.addAll(content.path("examples").propertyNames()));
            if (status.startsWith("2")) {
                answers.add(status);
            } else {
                codes.forEach(code -> answers.add(status + " " + code));
            }
        });
        return answers;
    }

    /** Path and query with the values that the page gives as examples. */
    public String exampleAddress() {
        String address = path;
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : operation.path("parameters")) {
            String name = parameter.get("name").asString();
            String example = parameter.path("example").asString("");
            switch (parameter.get("in").asString()) {
                case "path" -> address = address.replace("{" + name + "}", example);
                case "query" -> query.add(name + "=" + example);
                default -> {
                    // Headers are no part of the address.
                }
            }
        }
        return query.isEmpty() ? address : address + "?" + String.join("&", query);
    }

    /** A body of the values that the page gives as examples, or nothing. */
    public String exampleBody() {
        return readsABody()
                ? example(operation.at("/requestBody/content/application~1json/schema"))
                        .toString()
                : "";
    }

    private JsonNode example(JsonNode schema) {
        if (schema.has("$ref")) {
            return example(api.at(schema.get("$ref").asString().substring(1)));
        }
        if (schema.has("example")) {
            return schema.get("example");
        }
        if (schema.has("items")) {
            ArrayNode array = JSON.createArrayNode();
            return array.add(example(schema.get("items")));
        }
        ObjectNode object = JSON.createObjectNode();
        schema.path("properties").forEachEntry((name, field) -> object.set(name, example(field)));
        return object;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
