package coffee.ordering.shared;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;

/** What the OpenAPI page says of all requests, so that controllers describe only what is their own. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String PROBLEM = "Problem";
    private static final List<ErrorCode> ANY_REQUEST =
            List.of(ErrorCode.INVALID_REQUEST, ErrorCode.NOT_ACCEPTABLE, ErrorCode.TRY_AGAIN_LATER);

    @Bean
    OpenAPI orderServiceApi() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("order-service")
                                .version("v1")
                                .description(
                                        "Customers, points and orders of a coffee shop. Amounts are whole won. Every POST that "
                                                + "moves money takes an Idempotency-Key: sent again, it has no second effect and the same answer."))
                .components(new Components()
                        .addSecuritySchemes(
                                "staff",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("basic"))
                        .addSchemas(PROBLEM, problemSchema()));
    }

    @Bean
    OperationCustomizer problemResponses(Problems problems) {
        return (operation, handler) -> {
            problemsOf(handler).stream()
                    .collect(groupingBy(ErrorCode::status, TreeMap::new, toList()))
                    .forEach((status, codes) -> operation
                            .getResponses()
                            .addApiResponse(Integer.toString(status.value()), response(status, codes, problems)));
            return operation;
        };
    }

    private static List<ErrorCode> problemsOf(HandlerMethod handler) {
        List<ErrorCode> codes = new ArrayList<>(ANY_REQUEST);
        Refuses refuses = handler.getMethodAnnotation(Refuses.class);
        if (refuses != null) {
            codes.addAll(List.of(refuses.value()));
        }
        return codes;
    }

    private static ApiResponse response(HttpStatus status, List<ErrorCode> codes, Problems problems) {
        MediaType problem = new MediaType().schema(new Schema<>().$ref(PROBLEM));
        codes.forEach(code -> problem.addExamples(
                code.name(), new Example().value(problems.json(problems.of(code, Locale.KOREAN, "…")))));
        return new ApiResponse()
                .description(status.getReasonPhrase())
                .content(new Content().addMediaType("application/problem+json", problem));
    }

    private static Schema<?> problemSchema() {
        ObjectSchema schema = new ObjectSchema();
        schema.setDescription("RFC 9457. A code may bring fields of its own, such as shortage or errors.");
        schema.addProperty("type", new StringSchema().format("uri"));
        schema.addProperty("title", new StringSchema());
        schema.addProperty("status", new IntegerSchema());
        schema.addProperty("detail", new StringSchema());
        schema.addProperty("code", new StringSchema()._enum(codes()));
        schema.setRequired(List.of("type", "title", "status", "detail", "code"));
        return schema;
    }

    private static List<String> codes() {
        return Arrays.stream(ErrorCode.values()).map(Enum::name).toList();
    }
}
