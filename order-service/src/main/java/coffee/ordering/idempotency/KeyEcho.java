package coffee.ordering.idempotency;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/** Tells the key in the response before anybody else can answer, so that it is there whatever the answer will be. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class KeyEcho extends OncePerRequestFilter implements SmartInitializingSingleton {

    private final ObjectProvider<RequestMappingHandlerMapping> mappings;
    private Set<PathPattern> doors = Set.of();

    KeyEcho(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    /** Only now are all controllers known. */
    @Override
    public void afterSingletonsInstantiated() {
        doors = mappings.getObject().getHandlerMethods().entrySet().stream()
                .filter(door -> takesAKey(door.getValue()))
                .map(Map.Entry::getKey)
                .flatMap(door -> requireNonNull(door.getPathPatternsCondition()).getPatterns().stream())
                .collect(toSet());
    }

    static boolean takesAKey(HandlerMethod door) {
        return Arrays.stream(door.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == IdempotencyKey.class);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isForAKeyedDoor(request)) {
            IdempotencyKey.parse(Collections.list(request.getHeaders(IdempotencyKey.HEADER)))
                    .ifPresent(key -> {
                        response.setHeader(IdempotencyKey.HEADER, key.text());
                        request.setAttribute(KeyArgument.ATTRIBUTE, key);
                    });
        }
        chain.doFilter(request, response);
    }

    private boolean isForAKeyedDoor(HttpServletRequest request) {
        if (!request.getMethod().equals(HttpMethod.POST.name())) {
            return false;
        }
        PathContainer path = PathContainer.parsePath(request.getRequestURI());
        return doors.stream().anyMatch(door -> door.matches(path));
    }
}
