package coffee.display.shared;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;

/** What the OpenAPI page says of all requests, so that controllers describe only what is their own. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String STAFF = "staff";

    private static final String WHAT_IT_IS = """
            What is on sale and what sells best, read from events. Amounts are whole won, days are the shop's.

            Boards are answered from memory with an `ETag`; ask again with `If-None-Match`. While their database is away they are shown as \
            they were, and `Age` says for how long. Answers may gain fields, and never lose or rename one.

            Whatever is refused is told as `application/problem+json` (RFC 9457), with a `code` that stays the same in every language. \
            Beside the problems named below, an address that does not exist is `NOT_FOUND` (404), and a method that an address does not take \
            `METHOD_NOT_ALLOWED` (405).""";

    private static final List<ErrorCode> ANY_REQUEST =
            List.of(ErrorCode.NOT_ACCEPTABLE, ErrorCode.CONTENT_TOO_LARGE, ErrorCode.TRY_AGAIN_LATER);

    @Bean
    OpenAPI displayServiceApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("display-service")
                        .version("v1")
                        .description(WHAT_IT_IS)
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/").description("the one that serves this page")))
                .components(new Components()
                        .addSecuritySchemes(
                                STAFF,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("basic")
                                        .description("User `staff`, password from `COFFEE_STAFF_PASSWORD`"))
                        .addSchemas(ExampleProblems.SCHEMA, ExampleProblems.schema()));
    }

    @Bean
    OperationCustomizer language() {
        return (operation, handler) -> operation.addParametersItem(new HeaderParameter()
                .name(HttpHeaders.ACCEPT_LANGUAGE)
                .description("What a problem is told in: English where it is preferred to Korean, otherwise Korean")
                .example("en")
                .schema(new StringSchema()._default("ko"))
                .required(false));
    }

    /** By the path, which an operation itself does not know: boards have tags, and staff's doors a lock. */
    @Bean
    OpenApiCustomizer boardsAndStaff(ExampleProblems examples) {
        return api -> api.getPaths()
                .forEach((path, item) -> item.readOperations().forEach(operation -> {
                    if (path.startsWith("/admin/")) {
                        operation.addSecurityItem(new SecurityRequirement().addList(STAFF));
                        refuse(operation, HttpStatus.UNAUTHORIZED, List.of(ErrorCode.UNAUTHORIZED), examples);
                    } else {
                        describeBoard(operation);
                    }
                }));
    }

    /** No field of an answer is ever missing. */
    @Bean
    @SuppressWarnings({"rawtypes", "unchecked"}) // the model has no types
    OpenApiCustomizer nothingIsMissing() {
        return api -> api.getComponents().getSchemas().forEach((name, schema) -> {
            Map<String, Schema> fields = ((Schema<?>) schema).getProperties();
            if (!name.equals(ExampleProblems.SCHEMA) && fields != null) {
                ((Schema<?>) schema)
                        .setRequired(fields.keySet().stream().sorted().toList());
            }
        });
    }

    @Bean
    OperationCustomizer problemResponses(ExampleProblems examples) {
        return (operation, handler) -> {
            problemsOf(handler).stream()
                    .collect(groupingBy(ErrorCode::status, TreeMap::new, toList()))
                    .forEach((status, codes) -> refuse(operation, status, codes, examples));
            // Nobody foresaw it, so nothing can be said of when.
            refuse(operation, HttpStatus.INTERNAL_SERVER_ERROR, List.of(ErrorCode.TRY_AGAIN_LATER), examples);
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

    private static void refuse(
            Operation operation, HttpStatus status, List<ErrorCode> codes, ExampleProblems examples) {
        MediaType problem = new MediaType().schema(new Schema<>().$ref(ExampleProblems.SCHEMA));
        codes.forEach(code -> problem.addExamples(code.name(), examples.of(code, status)));
        ApiResponse response = new ApiResponse()
                .description(status.getReasonPhrase())
                .content(new Content().addMediaType("application/problem+json", problem));
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            Schema<?> seconds = new IntegerSchema().example(1);
            response.addHeaderObject(
                    HttpHeaders.RETRY_AFTER, header("Seconds to wait before the same request is sent again", seconds));
        }
        if (status == HttpStatus.UNAUTHORIZED) {
            Schema<?> realm = new StringSchema().example("Basic realm=\"coffee\", charset=\"UTF-8\"");
            response.addHeaderObject(HttpHeaders.WWW_AUTHENTICATE, header("How to come in", realm));
        }
        operation.getResponses().addApiResponse(Integer.toString(status.value()), response);
    }

    private static void describeBoard(Operation operation) {
        operation.addParametersItem(new HeaderParameter()
                .name(HttpHeaders.IF_NONE_MATCH)
                .description("The tag of an answer that is here already")
                .schema(tag())
                .required(false));
        ApiResponse unchanged = new ApiResponse().description("Nothing changed since the given ETag");
        operation.getResponses().addApiResponse("304", unchanged);
        for (String status : List.of("200", "304")) {
            requireNonNull(operation.getResponses().get(status))
                    .addHeaderObject(HttpHeaders.ETAG, header("Made of the body: equal bodies have equal tags", tag()))
                    .addHeaderObject(
                            HttpHeaders.CACHE_CONTROL,
                            header("Keep it, and ask each time", new StringSchema().example("no-cache")))
                    .addHeaderObject(
                            HttpHeaders.AGE,
                            header(
                                            "Seconds for which the database has been away; not there while it answers",
                                            new IntegerSchema().example(12))
                                    .required(false));
        }
    }

    private static Schema<?> tag() {
        return new StringSchema().example("\"pPhkZ3VBBBLMKHsw\"");
    }

    private static Header header(String description, Schema<?> schema) {
        return new Header().description(description).required(true).schema(schema);
    }
}
