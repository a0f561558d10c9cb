package coffee.ordering.shared;

import jakarta.servlet.ServletException;
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
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;

/** What the web server refuses by itself, such as a path that is none, has the shape of every other problem. */
@Component
class NotEvenHttp implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final Logger log = LoggerFactory.getLogger(NotEvenHttp.class);

    /** "Not implemented" and "version not supported" say that a request asks for what it cannot have. */
    private static final Set<Integer> CALLERS_FAULT =
            Set.of(HttpServletResponse.SC_NOT_IMPLEMENTED, HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED);

    private final Problems problems;
    private final LocaleResolver languages;

    NotEvenHttp(Problems problems, LocaleResolver languages) {
        this.problems = problems;
        this.languages = languages;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.setProtocol(ForgetfulHttp.class.getName());
        server.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemValve()));
    }

    private final class ProblemValve extends ErrorReportValve {

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            if (ForgetfulHttp.isWithoutVersion(request.getCoyoteRequest())) {
                response.sendError(HttpServletResponse.SC_BAD_REQUEST);
                response.setSuspended(false);
                report(request, response, null);
            } else {
                super.invoke(request, response);
            }
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable thrown) {
            if (response.getStatus() < HttpServletResponse.SC_BAD_REQUEST || response.getContentWritten() > 0) {
                return;
            }
            if (CALLERS_FAULT.contains(response.getStatus())) {
                response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            }
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding("UTF-8");
            String problem = problem(request, response.getStatus());
            write(
                    response,
                    ForgetfulHttp.isWithoutVersion(request.getCoyoteRequest()) ? withItsHead(problem) : problem);
        }
    }

    /** To a request without a version the web server says nothing but the body, as one did in 1991. Nobody would understand that today. */
    private static String withItsHead(String problem) {
        return String.join(
                "\r\n",
                "HTTP/1.1 400 ",
                "Content-Type: " + MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                "Content-Length: " + problem.getBytes(StandardCharsets.UTF_8).length,
                "Connection: close",
                "",
                problem);
    }

    private String problem(Request request, int status) {
        return problems.json(problems.of(
                ErrorCode.of(status), HttpStatusCode.valueOf(status), languages.resolveLocale(request.getRequest())));
    }

    private static void write(Response response, String text) {
        try {
            response.getReporter().write(text);
            response.finishResponse();
        } catch (IOException gone) {
            log.debug("Nobody waits for this refusal any more", gone);
        }
    }
}
