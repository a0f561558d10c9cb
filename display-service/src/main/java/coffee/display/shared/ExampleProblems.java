package coffee.display.shared;

import coffee.display.shared.InvalidRequest.Wrong;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** One problem of each code, made as the real ones are, for the API's description. */
@Component
class ExampleProblems {

    static final String SCHEMA = "Problem";

    private final Problems problems;
    private final JsonMapper json;

    ExampleProblems(Problems problems, JsonMapper json) {
        this.problems = problems;
        this.json = json;
    }

    /** In Korean, as they are told by default, with the English text beside it. */
    Example of(ErrorCode code, HttpStatus status) {
        return new Example()
                .summary(problem(code, status, Locale.ENGLISH).detail())
                .value(json.convertValue(problem(code, status, Locale.KOREAN), Map.class));
    }

    private Problem problem(ErrorCode code, HttpStatus status, Locale language) {
        return switch (code) {
            case INVALID_REQUEST -> problems.invalid(List.of(new Wrong("limit", "range", List.of(1, 50))), language);
            case NOT_FOUND_DATA -> problems.notFound("menu", language);
            default -> problems.of(code, status, language);
        };
    }

    static Schema<?> schema() {
        ObjectSchema schema = new ObjectSchema();
        schema.setDescription("RFC 9457");
        schema.addProperty(
                "type",
                told("One for each code", "urn:coffee:problem:invalid-request").format("uri"));
        schema.addProperty("title", told("A few words, in the language of the answer", "잘못된 요청"));
        schema.addProperty(
                "status",
                new IntegerSchema()
                        .description("That of the response")
                        .format("int32")
                        .example(400));
        schema.addProperty(
                "detail", told("What happened and what to do about it", "요청을 이해할 수 없습니다. 표시된 항목을 고쳐 다시 보내주세요."));
        schema.addProperty(
                "code",
                new StringSchema()
                        ._enum(Arrays.stream(ErrorCode.values()).map(Enum::name).toList())
                        .description("What a program decides by")
                        .example("INVALID_REQUEST"));
        schema.addProperty(
                "errors",
                new ArraySchema().items(fieldSchema()).description("INVALID_REQUEST: each parameter that is wrong"));
        schema.setRequired(List.of("type", "title", "status", "detail", "code"));
        return schema;
    }

    private static Schema<?> fieldSchema() {
        ObjectSchema field = new ObjectSchema();
        field.addProperty("field", told("A parameter", "limit"));
        field.addProperty("message", told("What it should be", "1에서 50 사이의 정수여야 합니다."));
        field.setRequired(List.of("field", "message"));
        return field;
    }

    private static Schema<?> told(String description, String example) {
        return new StringSchema().description(description).example(example);
    }
}
