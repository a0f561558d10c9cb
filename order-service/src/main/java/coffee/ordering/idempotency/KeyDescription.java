package coffee.ordering.idempotency;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Says of every request that takes a key how it does. */
@Component
class KeyDescription implements OperationCustomizer, OpenApiCustomizer {

    /** The key itself may be what is wrong, or nothing may be known any more. */
    private static final Set<String> PERHAPS_WITHOUT_KEY = Set.of("400", "406", "413", "415", "500");
    /** What is decided, and so remembered. */
    private static final Set<String> REMEMBERED = Set.of("200", "404", "409");

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(IdempotencyKey.class);
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        if (KeyEcho.takesAKey(handler)) {
            operation.addParametersItem(new HeaderParameter()
                    .name(IdempotencyKey.HEADER)
                    .description(
                            "What this request is called by: 1 to 64 printable ASCII characters, bare or in double quotes. "
                                    + "Without one, the server makes one and tells it.")
                    .example("my-first-order")
                    .schema(new StringSchema().minLength(1).maxLength(IdempotencyKey.LONGEST + 2))
                    .required(false));
        }
        return operation;
    }

    /** When all answers of all requests are known, the problems too. */
    @Override
    public void customise(OpenAPI api) {
        api.getPaths()
                .forEach((path, door) -> door.readOperations().stream()
                        .filter(KeyDescription::takesAKey)
                        .forEach(operation -> operation.getResponses().forEach((status, response) -> {
                            tellTheKey(status, response);
                            if (isRemembered(path, status)) {
                                tellOfReplays(response);
                            }
                        })));
    }

    private static boolean takesAKey(Operation operation) {
        return operation.getParameters().stream()
                .anyMatch(parameter -> parameter.getName().equals(IdempotencyKey.HEADER));
    }

    private static void tellTheKey(String status, ApiResponse response) {
        response.addHeaderObject(
                IdempotencyKey.HEADER,
                new Header()
                        .description(
                                "The request's key: bare, or in quotes where it would be read as another one without")
                        .required(!PERHAPS_WITHOUT_KEY.contains(status))
                        .schema(new StringSchema().minLength(1).maxLength(IdempotencyKey.LONGEST + 2)));
    }

    /** Where the address names an order that is not there, there is no customer to remember it for. */
    private static boolean isRemembered(String path, String status) {
        return REMEMBERED.contains(status) && !(status.equals("404") && path.contains("{"));
    }

    private static void tellOfReplays(ApiResponse response) {
        response.addHeaderObject(
                IdempotencyKey.REPLAYED,
                new Header()
                        .description("\"true\" where this is the answer to an earlier copy of the request")
                        .schema(new StringSchema().addEnumItem("true")));
    }
}
