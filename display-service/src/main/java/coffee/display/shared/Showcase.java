package coffee.display.shared;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * Hands out what is asked for most before any other filter or controller is asked: finding them costs several times what the answer costs.
 * Only the plainest request is served here; whatever is special about one, the controllers know.
 */
class Showcase implements Filter {

    private static final Set<String> ANY_FORMAT = Set.of("*/*", "application/json");

    private final Map<String, Exhibit> exhibits;
    private final Freshness freshness;
    private final LongAdder handedOut = new LongAdder();

    Showcase(List<Exhibit> exhibits, Freshness freshness) {
        this.exhibits = exhibits.stream().collect(toUnmodifiableMap(Exhibit::path, Function.identity()));
        this.freshness = freshness;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        Answer answer = plainAnswerTo(asked);
        if (answer != null && answer.send(asked, (HttpServletResponse) response, freshness)) {
            handedOut.increment();
        } else {
            chain.doFilter(request, response);
        }
    }

    private @Nullable Answer plainAnswerTo(HttpServletRequest asked) {
        Exhibit exhibit = exhibits.get(asked.getRequestURI());
        if (exhibit == null || !isPlain(asked)) {
            return null;
        }
        try {
            return exhibit.answer();
        } catch (TryAgainLater | DataAccessException notYet) {
            // What becomes of a refusal, the controllers know as well.
            return null;
        }
    }

    private static boolean isPlain(HttpServletRequest asked) {
        return asked.getMethod().equals(HttpMethod.GET.name())
                && asked.getQueryString() == null
                && asked.getContentLengthLong() <= 0
                && asked.getHeader(HttpHeaders.TRANSFER_ENCODING) == null
                && wantsAny(asked.getHeader(HttpHeaders.ACCEPT));
    }

    private static boolean wantsAny(@Nullable String accept) {
        return accept == null || ANY_FORMAT.contains(accept);
    }

    @Configuration(proxyBeanMethods = false)
    static class BeforeEverythingElse {

        @Bean
        FilterRegistrationBean<Showcase> showcase(List<Exhibit> exhibits, Freshness freshness, MeterRegistry meters) {
            Showcase showcase = new Showcase(exhibits, freshness);
            FunctionCounter.builder("coffee.showcase.answers", showcase.handedOut, LongAdder::sum)
                    .description("Boards handed out before any controller was asked; http.server.requests has the rest")
                    .register(meters);
            FilterRegistrationBean<Showcase> registration = new FilterRegistrationBean<>(showcase);
            registration.setUrlPatterns(showcase.exhibits.keySet());
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return registration;
        }
    }
}
