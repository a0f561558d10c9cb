package coffee.ordering.shared;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
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

/** What the web server refuses by itself, such as a path that is none, has the shape of every other problem. */
@Component
class NotEvenHttp implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final Logger log = LoggerFactory.getLogger(NotEvenHttp.class);

    private final Problems problems;

    NotEvenHttp(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemValve()));
    }

    private final class ProblemValve extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, @Nullable Throwable thrown) {
            int status = response.getStatus();
            if (status < HttpServletResponse.SC_BAD_REQUEST || response.getContentWritten() > 0) {
                return;
            }
            try {
                response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
                response.setCharacterEncoding("UTF-8");
                response.getReporter()
                        .write(problems.json(problems.of(
                                ErrorCode.of(status), HttpStatusCode.valueOf(status), languageOf(request))));
                response.finishResponse();
            } catch (IOException gone) {
                log.debug("Nobody waits for this refusal any more", gone);
            }
        }

        private static Locale languageOf(Request request) {
            String preferred = request.getHeader("Accept-Language");
            return preferred != null && preferred.startsWith(Locale.ENGLISH.getLanguage())
                    ? Locale.ENGLISH
                    : Locale.KOREAN;
        }
    }
}
