package coffee.ordering.shared;

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
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.customizers.ParameterCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;

/** What the OpenAPI page says of all requests, so that controllers describe only what is their own. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    static final String STAFF = "staff";

    private static final String WHAT_IT_IS = """
            Customers, points and orders of a coffee shop. Amounts are whole won.

            Every POST that moves money takes an `Idempotency-Key`: sent again, it has no second effect and gets the same answer, byte \
            for byte, with `Idempotent-Replayed: true`. Answers may gain fields, and never lose or rename one; unknown fields of a request \
            are ignored.

            Whatever is refused is told as `application/problem+json` (RFC 9457), with a `code` that stays the same in every language. \
            Beside the problems named below, an address that does not exist is `NOT_FOUND` (404), and a method that an address does not take \
            `METHOD_NOT_ALLOWED` (405).""";

    private static final List<ErrorCode> ANY_REQUEST = List.of(
            ErrorCode.INVALID_REQUEST,
            ErrorCode.NOT_ACCEPTABLE,
            ErrorCode.CONTENT_TOO_LARGE,
            ErrorCode.TRY_AGAIN_LATER);

    @Bean
    OpenAPI orderServiceApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("order-service")
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

    @Bean
    ParameterCustomizer limits() {
        return (parameter, described) -> {
            Limit limit = described.getParameterAnnotation(Limit.class);
            return limit == null
                    ? parameter
                    : parameter
                            .description(limit.value())
                            .example(100)
                            .schema(new IntegerSchema()
                                    ._default(limit.usual())
                                    .minimum(BigDecimal.ONE)
                                    .maximum(BigDecimal.valueOf(Limit.MOST)));
        };
    }

    @Bean
    OperationCustomizer problemResponses(ExampleProblems examples) {
        return (operation, handler) -> {
            problemsOf(operation, handler).stream()
                    .collect(groupingBy(ErrorCode::status, TreeMap::new, toList()))
                    .forEach((status, codes) -> describe(operation, handler, status, codes, examples));
            // Nobody foresaw it, so nothing can be said of when.
            describe(
                    operation, handler, HttpStatus.INTERNAL_SERVER_ERROR, List.of(ErrorCode.TRY_AGAIN_LATER), examples);
            return operation;
        };
    }

    private static List<ErrorCode> problemsOf(Operation operation, HandlerMethod handler) {
        List<ErrorCode> codes = new ArrayList<>(ANY_REQUEST);
        if (operation.getRequestBody() != null) {
            codes.add(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        }
        if (operation.getSecurity() != null) {
            codes.add(ErrorCode.UNAUTHORIZED);
        }
        Refuses refuses = handler.getMethodAnnotation(Refuses.class);
        if (refuses != null) {
            codes.addAll(List.of(refuses.value()));
        }
        return codes;
    }

    private static void describe(
            Operation operation,
            HandlerMethod handler,
            HttpStatus status,
            List<ErrorCode> codes,
            ExampleProblems examples) {
        MediaType problem = new MediaType().schema(new Schema<>().$ref(ExampleProblems.SCHEMA));
        codes.forEach(code -> problem.addExamples(code.name(), examples.of(code, status, handler)));
        ApiResponse response = new ApiResponse()
                .description(status.getReasonPhrase())
                .content(new Content().addMediaType("application/problem+json", problem));
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.addHeaderObject(
                    HttpHeaders.RETRY_AFTER,
                    new Header()
                            .description("Seconds to wait before the same request is sent again")
                            .required(true)
                            .schema(new IntegerSchema().example(1)));
        }
        if (status == HttpStatus.UNAUTHORIZED) {
            response.addHeaderObject(
                    HttpHeaders.WWW_AUTHENTICATE,
                    new Header().required(true).schema(new StringSchema().example("Basic realm=\"coffee\"")));
        }
        operation.getResponses().addApiResponse(Integer.toString(status.value()), response);
    }
}
