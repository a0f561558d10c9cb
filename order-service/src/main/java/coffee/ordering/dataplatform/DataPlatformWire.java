package coffee.ordering.dataplatform;

import static java.nio.charset.StandardCharsets.UTF_8;

import feign.Response;
import feign.codec.Decoder;
import feign.codec.Encoder;
import feign.codec.ErrorDecoder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.cloud.openfeign.FeignBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** How Feign speaks to the platform: our JSON, a pool of connections, and answers told apart by what they say of the order. */
class DataPlatformWire {

    /** Said of this order. Any other answer tells of the platform, or of our way to it: an address or a password that is wrong, say. */
    private static final Set<Integer> REFUSALS = Set.of(400, 409, 410, 413, 422);

    private static final int LONGEST_BODY_BYTES = 200;

    @Bean
    Encoder asJson(JsonMapper json) {
        return (order, type, request) -> request.body(json.writeValueAsBytes(order), UTF_8);
    }

    /** Nobody reads what it says when it took an order. */
    @Bean
    Decoder nothing() {
        return new Decoder.Default();
    }

    @Bean
    ErrorDecoder refusals() {
        return (method, response) -> refusal(response);
    }

    /** Given to Feign here: as a bean it would be taken for one to balance load with. */
    @Bean
    FeignBuilderCustomizer pooled(PooledHttp http) {
        return feign -> feign.client(http::execute);
    }

    private static RuntimeException refusal(Response response) {
        int status = response.status();
        String reason = status + " " + bodyOf(response);
        return REFUSALS.contains(status) ? new OrderRefused(reason) : new NoAnswer(reason, retryAfter(response));
    }

    private static String bodyOf(Response response) {
        if (response.body() == null) {
            return "";
        }
        try {
            return new String(response.body().asInputStream().readNBytes(LONGEST_BODY_BYTES), UTF_8).strip();
        } catch (IOException cutOff) {
            return "(" + cutOff.getMessage() + ")";
        }
    }

    private static Duration retryAfter(Response response) {
        return response.headers().getOrDefault("Retry-After", List.of()).stream()
                .filter(seconds -> seconds.matches("[0-9]{1,6}"))
                .findFirst()
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(Duration.ZERO);
    }
}
