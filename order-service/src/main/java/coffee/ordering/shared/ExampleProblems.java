package coffee.ordering.shared;

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
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
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
    Example of(ErrorCode code, HttpStatus status, HandlerMethod handler) {
        ProblemDetail problem = problem(code, handler, Locale.KOREAN);
        problem.setStatus(status.value());
        return new Example()
                .summary(problem(code, handler, Locale.ENGLISH).getDetail())
                .value(json.readValue(problems.json(problem), Map.class));
    }

    private ProblemDetail problem(ErrorCode code, HandlerMethod handler, Locale language) {
        return switch (code) {
            case INVALID_REQUEST -> problems.of(new InvalidRequest("customerId", "invalid.id", "CUST"), language);
            case NOT_FOUND_DATA -> problems.of(unknown(handler), language);
            case NO_POINT -> problems.of(new Refusal.TooFewPoints(new Money(2_000)), language);
            case MENU_NOT_ON_SALE -> problems.of(new Refusal.NotOnSale(new MenuId(6)), language);
            default -> problems.of(code, language);
        };
    }

    /** What the request names in its path is what may be missing. */
    private static Refusal unknown(HandlerMethod handler) {
        List<String> names = Arrays.stream(handler.getMethodParameters())
                .map(MethodParameter::getParameter)
                .map(java.lang.reflect.Parameter::getName)
                .toList();
        if (names.contains("orderNo")) {
            return new Refusal.UnknownOrder(new OrderNo(1));
        }
        return names.contains("menuId")
                ? new Refusal.UnknownMenu(new MenuId(1))
                : new Refusal.UnknownCustomer(new CustomerId(1));
    }

    static Schema<?> schema() {
        ObjectSchema schema = new ObjectSchema();
        schema.setDescription("RFC 9457. Which of the last three there are depends on the code.");
        schema.addProperty(
                "type", told("One for each code", "urn:coffee:problem:no-point").format("uri"));
        schema.addProperty("title", told("A few words, in the language of the answer", "포인트 부족"));
        schema.addProperty(
                "status",
                new IntegerSchema()
                        .description("That of the response")
                        .format("int32")
                        .example(409));
        schema.addProperty(
                "detail", told("What happened and what to do about it", "2000 포인트가 부족합니다. 포인트 충전 후 다시 이용해주세요"));
        schema.addProperty(
                "code",
                new StringSchema()
                        ._enum(Arrays.stream(ErrorCode.values()).map(Enum::name).toList())
                        .description("What a program decides by")
                        .example("NO_POINT"));
        schema.addProperty(
                "errors",
                new ArraySchema().items(fieldSchema()).description("INVALID_REQUEST: each field that is wrong"));
        schema.addProperty(
                "shortage",
                new IntegerSchema()
                        .description("NO_POINT: points that are missing")
                        .format("int64")
                        .example(2_000));
        schema.addProperty("menuId", told("MENU_NOT_ON_SALE: which one", "MENU-00000006"));
        schema.setRequired(List.of("type", "title", "status", "detail", "code"));
        return schema;
    }

    private static Schema<?> fieldSchema() {
        ObjectSchema field = new ObjectSchema();
        field.addProperty("field", told("Its path in the body, or a parameter or header", "menuList[0].qy"));
        field.addProperty("message", told("What it should be", "1 이상 100 이하여야 합니다."));
        field.setRequired(List.of("field", "message"));
        return field;
    }

    private static Schema<?> told(String description, String example) {
        return new StringSchema().description(description).example(example);
    }
}
