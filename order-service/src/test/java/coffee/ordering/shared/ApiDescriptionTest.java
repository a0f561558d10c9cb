package coffee.ordering.shared;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.local.openapi.Door;
import coffee.ordering.OrderServiceTest;
import coffee.ordering.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI page, held against the code. That answers are as described is seen to by every test that asks for one. */
@TestPropertySource(properties = "coffee.data-platform.url=" + Shop.PLATFORM)
class ApiDescriptionTest extends OrderServiceTest {

    private static final Path PUBLISHED = Path.of("../docs/openapi/order-service.json");
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void describesEveryHandlerAndNothingElse(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers) {
        Set<String> ours = handlers.getHandlerMethods().entrySet().stream()
                .filter(handler -> handler.getValue().getBeanType().getName().startsWith("coffee."))
                .filter(handler -> !ErrorController.class.isAssignableFrom(
                        handler.getValue().getBeanType()))
                .flatMap(handler -> doorsOf(handler.getKey()))
                .collect(toCollection(TreeSet::new));

        assertThat(shop.contract().doors().stream().map(Door::toString)).containsExactlyInAnyOrderElementsOf(ours);
    }

    private static Stream<String> doorsOf(RequestMappingInfo mapping) {
        return mapping.getMethodsCondition().getMethods().stream()
                .flatMap(method -> mapping.getPatternValues().stream().map(path -> method + " " + path));
    }

    /** Written anew by the command in CONTRIBUTING.md. */
    @Test
    void isPublishedAsItIsServed() throws IOException {
        DefaultPrettyPrinter lines = new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withArrayIndenter(new DefaultIndenter("  ", "\n"));
        String served = JSON.writer().with(lines).writeValueAsString(page()) + "\n";
        if (Boolean.getBoolean("coffee.openapi.write")) {
            Files.createDirectories(PUBLISHED.getParent());
            Files.writeString(PUBLISHED, served, UTF_8);
        }

        assertThat(Files.readString(PUBLISHED, UTF_8)).isEqualTo(served);
    }

    @Test
    void explainsEveryFieldAndEveryParameterWithAnExample() {
        List<String> unexplained = new ArrayList<>();
        forEachField((name, field) -> {
            if (!isExplained(field)) {
                unexplained.add(name);
            }
        });
        forEachParameter((name, parameter) -> {
            if (parameter.path("description").asString("").isEmpty()
                    || parameter.path("example").isMissingNode()) {
                unexplained.add(name);
            }
        });

        assertThat(unexplained).isEmpty();
    }

    private static boolean isExplained(JsonNode field) {
        boolean isWhole = field.has("$ref") || field.has("items");
        return isWhole || (field.has("description") && field.has("example") && field.has("type"));
    }

    /** For what comes in, a type alone says too little. */
    @Test
    void saysWhichValuesAreTaken() {
        List<String> unbounded = new ArrayList<>();
        shop.contract().doors().stream()
                .filter(Door::readsABody)
                .map(door -> door.operation()
                        .at("/requestBody/content/application~1json/schema/$ref")
                        .asString())
                .forEach(ref -> collectUnbounded(ref, unbounded));
        forEachParameter((name, parameter) -> {
            if (!isBounded(parameter.get("schema"))) {
                unbounded.add(name);
            }
        });

        assertThat(unbounded).isEmpty();
    }

    private void collectUnbounded(String ref, List<String> unbounded) {
        page().at(ref.substring(1)).path("properties").forEachEntry((name, field) -> {
            if (!isBounded(field)) {
                unbounded.add(ref + " " + name);
            }
            if (field.at("/items/$ref").isString()) {
                collectUnbounded(field.at("/items/$ref").asString(), unbounded);
            }
        });
    }

    private static boolean isBounded(JsonNode schema) {
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.get(0).asString() : type.asString("")) {
            case "string" ->
                Stream.of("pattern", "enum", "format", "maxLength", "default").anyMatch(schema::has);
            case "integer" -> schema.has("format") && schema.has("minimum");
            case "boolean" -> true;
            case "array" -> schema.has("minItems") && schema.has("maxItems");
            default -> false;
        };
    }

    @Test
    void namesEveryCodeThatThereIs() {
        Set<String> described = shop.contract().doors().stream()
                .flatMap(door -> door.answers().stream())
                .filter(answer -> answer.contains(" "))
                .map(answer -> answer.split(" ", -1)[1])
                .collect(toSet());
        // Where there is no door, no door can be described.
        described.addAll(List.of(ErrorCode.NOT_FOUND.name(), ErrorCode.METHOD_NOT_ALLOWED.name()));

        assertThat(described)
                .containsExactlyInAnyOrder(
                        Arrays.stream(ErrorCode.values()).map(Enum::name).toArray(String[]::new));
        assertThat(page().at("/components/schemas/Problem/properties/code/enum")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactlyInAnyOrderElementsOf(described);
        assertThat(page().at("/info/description").asString()).contains("`NOT_FOUND`", "`METHOD_NOT_ALLOWED`");
    }

    @Test
    void saysWhichDoorsAreForStaff() {
        assertThat(shop.contract().doors())
                .allSatisfy(door -> assertThat(door.isForStaff())
                        .as(door.toString())
                        .isEqualTo(door.path().startsWith("/admin/")));
        assertThat(page().at("/components/securitySchemes/staff/scheme").asString())
                .isEqualTo("basic");
    }

    @Test
    void showsItAsAPage() {
        assertThat(shop.get("/swagger-ui/index.html").body()).contains("swagger-ui");
    }

    private JsonNode page() {
        return shop.contract().doors().getFirst().api();
    }

    private void forEachField(BiConsumer<String, JsonNode> look) {
        page().at("/components/schemas")
                .forEachEntry((schema, described) -> described
                        .path("properties")
                        .forEachEntry((name, field) -> look.accept(schema + "." + name, field)));
    }

    private void forEachParameter(BiConsumer<String, JsonNode> look) {
        shop.contract()
                .doors()
                .forEach(door -> door.operation()
                        .path("parameters")
                        .forEach(parameter ->
                                look.accept(door + " " + parameter.get("name").asString(), parameter)));
    }
}
