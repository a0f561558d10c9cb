package coffee.ordering.idempotency;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Says of every request that takes a key how it does. */
@Component
class KeyDescription implements OperationCustomizer {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(IdempotencyKey.class);
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        boolean takesAKey = Arrays.stream(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == IdempotencyKey.class);
        if (takesAKey) {
            operation.addParametersItem(new HeaderParameter()
                    .name(IdempotencyKey.HEADER)
                    .description("What this request is called by. Without one, the server makes one and tells it.")
                    .schema(new StringSchema().minLength(1).maxLength(64))
                    .required(false));
            operation.getResponses().values().forEach(KeyDescription::tellsTheKey);
        }
        return operation;
    }

    private static void tellsTheKey(ApiResponse response) {
        response.addHeaderObject(IdempotencyKey.HEADER, new Header().schema(new StringSchema()));
        response.addHeaderObject(
                IdempotencyKey.REPLAYED,
                new Header()
                        .description("\"true\" where this is the answer to an earlier copy of the request")
                        .schema(new StringSchema()));
    }
}
