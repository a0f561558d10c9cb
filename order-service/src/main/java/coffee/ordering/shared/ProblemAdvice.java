package coffee.ordering.shared;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;

/** Whatever goes wrong on the way to an answer, told as a problem. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "1";
    private static final Duration SAID_EVERY = Duration.ofSeconds(1);

    private final Problems problems;
    private final LongAdder unanswered = new LongAdder();
    private final AtomicLong saidAtNanos = new AtomicLong(System.nanoTime() - SAID_EVERY.toNanos());

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(Refusal refusal) {
        return answer(problems.of(refusal, LocaleContextHolder.getLocale()), new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Object> invalid(InvalidRequest invalid) {
        return answer(problems.of(invalid, LocaleContextHolder.getLocale()), new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Object> failed(Exception failure, WebRequest request) {
        if (DatabaseTrouble.passes(failure)) {
            sayThatTheDatabaseDoesNotAnswer(failure, request);
            return answer(problem(ErrorCode.TRY_AGAIN_LATER, HttpStatus.SERVICE_UNAVAILABLE), new HttpHeaders());
        }
        log.error("Nobody foresaw this at {}", request.getDescription(false), failure);
        return answer(problem(ErrorCode.TRY_AGAIN_LATER, HttpStatus.INTERNAL_SERVER_ERROR), new HttpHeaders());
    }

    /** Once a second: in an outage it is so for every request. */
    private void sayThatTheDatabaseDoesNotAnswer(Exception failure, WebRequest request) {
        unanswered.increment();
        long now = System.nanoTime();
        long last = saidAtNanos.get();
        if (now - last > SAID_EVERY.toNanos() && saidAtNanos.compareAndSet(last, now)) {
            log.warn(
                    "The database did not answer {} ({} since this was last said): {}",
                    request.getDescription(false),
                    unanswered.sumThenReset(),
                    failure.getMessage());
        }
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (BodyLimit.wasPassed(unreadable)) {
            return answer(problem(ErrorCode.CONTENT_TOO_LARGE, HttpStatus.CONTENT_TOO_LARGE), headers);
        }
        return invalid(
                unreadable.getCause() instanceof JacksonException failure && isWrongType(failure)
                        ? new InvalidRequest(pathOf(failure), "invalid.type")
                        : new InvalidRequest("body", "invalid.json"));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return invalid(new InvalidRequest(missing.getParameterName(), "invalid.required"));
    }

    /** A query that cannot be decoded, or is not to be: found out only when it is first read. */
    @ExceptionHandler({InvalidParameterException.class, RequestRejectedException.class})
    ResponseEntity<Object> unreadable() {
        return invalid(new InvalidRequest("query", "invalid.type"));
    }

    /** Whatever else Spring itself refuses: its status, our shape. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception refused, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(problem(ErrorCode.of(status.value()), status), headers);
    }

    private ProblemDetail problem(ErrorCode code, HttpStatusCode status) {
        return problems.of(code, status, LocaleContextHolder.getLocale());
    }

    private ResponseEntity<Object> answer(ProblemDetail problem, HttpHeaders headers) {
        if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return ResponseEntity.status(problem.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problems.json(problem));
    }

    /** A number too large for its type is JSON all the same. */
    private static boolean isWrongType(JacksonException failure) {
        return failure instanceof DatabindException || failure instanceof InputCoercionException;
    }

    private static String pathOf(JacksonException wrongType) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : wrongType.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }
}
