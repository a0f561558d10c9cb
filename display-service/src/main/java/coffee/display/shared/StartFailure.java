package coffee.display.shared;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Why the service did not start, in one line. */
class StartFailure implements FailureAnalysisReporter {

    private static final Logger log = LoggerFactory.getLogger(StartFailure.class);

    @Override
    public void report(FailureAnalysis analysis) {
        log.error("Cannot start: {} {}", inOneLine(analysis.getDescription()), inOneLine(analysis.getAction()));
        log.debug("The failure itself", analysis.getCause());
    }

    private static String inOneLine(@Nullable String text) {
        return text == null ? "" : text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
