package coffee.ordering.shared;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** What the words of the shop mean wherever they stand in the API, so that no feature has to say it again. */
@Component
class ApiWords implements OpenApiCustomizer {

    private static final String COMPONENT = "#/components/schemas/";
    private static final Pattern ID = Pattern.compile("([A-Z]+)-[0-9]{8}");
    private static final Map<String, Word> IDS = Map.of(
            "customerId", new Word("Who it is", "CUST-00000001"),
            "menuId", new Word("Which menu", "MENU-00000001"),
            "productId", new Word("Which product", "PROD-00000001"),
            "orderNo", new Word("Which order; a later order of a customer has a higher number", "ORD-00000001"));

    private record Word(String description, String example) {}

    @Override
    public void customise(OpenAPI api) {
        schemasOf(api).values().forEach(schema -> fieldsOf(schema).forEach(ApiWords::explain));
        operations(api).flatMap(ApiWords::parametersOf).forEach(ApiWords::explain);
        answered(api)
                .forEach(schema -> schema.setRequired(new ArrayList<>(
                        fieldsOf(schema).keySet().stream().sorted().toList())));
    }

    private static void explain(Parameter parameter) {
        Schema<?> schema = parameter.getSchema();
        if (parameter.getDescription() == null && IDS.containsKey(parameter.getName())) {
            parameter.setDescription(IDS.get(parameter.getName()).description());
        }
        if (parameter.getExample() == null && IDS.containsKey(parameter.getName())) {
            parameter.setExample(IDS.get(parameter.getName()).example());
        }
        mustLookLike(parameter.getExample(), schema);
    }

    private static void explain(String name, Schema<?> field) {
        Word word = IDS.get(name);
        if (word != null && field.getDescription() == null) {
            field.setDescription(word.description());
        }
        if (word != null && field.getExample() == null) {
            field.setExample(word.example());
        }
        mustLookLike(field.getExample(), field);
    }

    /** What is shown as an id has to be one. */
    private static void mustLookLike(@Nullable Object example, Schema<?> schema) {
        Matcher id = ID.matcher(String.valueOf(example));
        if (id.matches()) {
            schema.setPattern("^" + new Prefixed(id.group(1)).form() + "$");
        }
    }

    /** The schemas of what is answered: there, no field is ever missing. */
    private static Set<Schema<?>> answered(OpenAPI api) {
        Set<Schema<?>> found = new HashSet<>();
        operations(api)
                .flatMap(operation -> operation.getResponses().entrySet().stream())
                .filter(response -> response.getKey().startsWith("2"))
                .filter(response -> response.getValue().getContent() != null)
                .flatMap(response -> response.getValue().getContent().values().stream())
                .forEach(content -> collect(content.getSchema(), api, found));
        return found;
    }

    private static void collect(@Nullable Schema<?> schema, OpenAPI api, Set<Schema<?>> found) {
        if (schema == null) {
            return;
        }
        if (schema.get$ref() != null) {
            Schema<?> named = schemasOf(api).get(schema.get$ref().substring(COMPONENT.length()));
            if (named != null && found.add(named)) {
                fieldsOf(named).values().forEach(field -> collect(field, api, found));
            }
        }
        collect(schema.getItems(), api, found);
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // the model has no types
    private static Map<String, Schema<?>> schemasOf(OpenAPI api) {
        return (Map) api.getComponents().getSchemas();
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // the model has no types
    private static Map<String, Schema<?>> fieldsOf(Schema<?> schema) {
        return schema.getProperties() == null ? Map.of() : (Map) schema.getProperties();
    }

    private static Stream<Operation> operations(OpenAPI api) {
        return api.getPaths().values().stream().flatMap(path -> path.readOperations().stream());
    }

    private static Stream<Parameter> parametersOf(Operation operation) {
        return operation.getParameters() == null ? Stream.of() : operation.getParameters().stream();
    }
}
