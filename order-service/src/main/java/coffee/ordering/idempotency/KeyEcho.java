package coffee.ordering.idempotency;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Tells the key in the response before anybody else can answer, so that it is there whatever the answer will be. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class KeyEcho extends OncePerRequestFilter implements SmartInitializingSingleton {

    private final ObjectProvider<RequestMappingHandlerMapping> mappings;
    private List<RequestMappingInfo> doors = List.of();

    KeyEcho(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    /** Only now are all controllers known. */
    @Override
    public void afterSingletonsInstantiated() {
        doors = mappings.getObject().getHandlerMethods().entrySet().stream()
                .filter(door -> takesAKey(door.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    static boolean takesAKey(HandlerMethod door) {
        return Arrays.stream(door.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == IdempotencyKey.class);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isForAKeyedDoor(request)) {
            Optional<IdempotencyKey> key =
                    IdempotencyKey.parse(Collections.list(request.getHeaders(IdempotencyKey.HEADER)));
            key.ifPresent(told -> response.setHeader(IdempotencyKey.HEADER, told.written()));
            request.setAttribute(KeyArgument.ATTRIBUTE, key);
        }
        chain.doFilter(request, response);
    }

    /** By method and address alone: what else is wrong with a request is told with its key. */
    private boolean isForAKeyedDoor(HttpServletRequest request) {
        PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        return doors.stream()
                .anyMatch(door -> door.getMethodsCondition().getMatchingCondition(request) != null && isAt(door, path));
    }

    private static boolean isAt(RequestMappingInfo door, PathContainer path) {
        return requireNonNull(door.getPathPatternsCondition()).getPatterns().stream()
                .anyMatch(pattern -> pattern.matches(path));
    }
}
