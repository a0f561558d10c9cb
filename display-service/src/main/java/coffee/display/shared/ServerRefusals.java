package coffee.display.shared;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refusals that are made before Spring is asked: too large, or not HTTP at all. */
@Configuration(proxyBeanMethods = false)
class ServerRefusals {

    private static final Logger log = LoggerFactory.getLogger(ServerRefusals.class);
    private static final long LARGEST_BODY_BYTES = 64 * 1024;
    /** "Not implemented" and "version not supported" say that a request asks for what it cannot have. */
    private static final Set<Integer> CALLERS_FAULT =
            Set.of(HttpServletResponse.SC_NOT_IMPLEMENTED, HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED);

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsForWhatIsNotHttp(Problems problems) {
        return server -> {
            server.setProtocol(ForgetfulHttp.class.getName());
            server.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new ProblemValve(problems)));
        };
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    OncePerRequestFilter bodyLimit(Problems problems) {
        return new BodyLimit(problems);
    }

    private static final class ProblemValve extends ErrorReportValve {

        private final Problems problems;

        private ProblemValve(Problems problems) {
            this.problems = problems;
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            if (ForgetfulHttp.isWithoutVersion(request.getCoyoteRequest())) {
                refuseWithItsHead(request, response);
            } else {
                super.invoke(request, response);
            }
        }

        /** To a request without a version the server says nothing but the body, as one did in 1991. Nobody would understand that today. */
        private void refuseWithItsHead(Request request, Response response) throws IOException {
            String problem = problems.json(request.getRequest(), HttpServletResponse.SC_BAD_REQUEST);
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            response.setSuspended(false);
            response.setCharacterEncoding("UTF-8");
            response.getReporter()
                    .write(String.join(
                            "\r\n",
                            "HTTP/1.1 400 ",
                            "Content-Type: " + MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            "Content-Length: " + problem.getBytes(StandardCharsets.UTF_8).length,
                            "Connection: close",
                            "",
                            problem));
            response.finishResponse();
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable thrown) {
            if (response.getStatus() < HttpServletResponse.SC_BAD_REQUEST || response.getContentWritten() > 0) {
                return;
            }
            int status = CALLERS_FAULT.contains(response.getStatus())
                    ? HttpServletResponse.SC_BAD_REQUEST
                    : response.getStatus();
            try {
                problems.status(request.getRequest(), response.getResponse(), status);
            } catch (IOException gone) {
                log.debug("Nobody waits for this refusal any more", gone);
            }
        }
    }

    private static final class BodyLimit extends OncePerRequestFilter {

        private final Problems problems;

        private BodyLimit(Problems problems) {
            this.problems = problems;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (request.getContentLengthLong() > LARGEST_BODY_BYTES) {
                problems.status(request, response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            } else {
                chain.doFilter(request, response);
            }
        }
    }
}
