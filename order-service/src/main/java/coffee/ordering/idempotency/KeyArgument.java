package coffee.ordering.idempotency;

import static java.util.Objects.requireNonNull;

import coffee.ordering.shared.InvalidRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives a controller the key of its request, or refuses what is no key. */
@Component
class KeyArgument implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    static final String ATTRIBUTE = IdempotencyKey.class.getName();

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == IdempotencyKey.class;
    }

    @Override
    public IdempotencyKey resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Optional<?> read = (Optional<?>) requireNonNull(
                request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST), "nobody has read the key");
        return read.map(IdempotencyKey.class::cast)
                .orElseThrow(() -> new InvalidRequest(IdempotencyKey.HEADER, "invalid.key"));
    }
}
