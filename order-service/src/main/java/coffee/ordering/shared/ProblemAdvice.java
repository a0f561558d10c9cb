package coffee.ordering.shared;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** Whatever goes wrong on the way to an answer, told as a problem. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "1";

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Refusal refusal, WebRequest request) {
        return answer(problems.of(refusal, request.getLocale()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(InvalidRequest invalid, WebRequest request) {
        return answer(problems.of(invalid, request.getLocale()));
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        TransactionException.class
    })
    ResponseEntity<ProblemDetail> databaseAway(Exception failure, WebRequest request) {
        log.warn("The database did not answer {}: {}", request.getDescription(false), failure.getMessage());
        return answer(problems.of(ErrorCode.TRY_AGAIN_LATER, request.getLocale()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unforeseen(Exception failure, WebRequest request) {
        log.error("Nobody foresaw this at {}", request.getDescription(false), failure);
        return answer(problems.of(
                ErrorCode.TRY_AGAIN_LATER, HttpStatus.INTERNAL_SERVER_ERROR, request.getLocale()));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (BodyLimit.wasPassed(unreadable)) {
            return untyped(problems.of(ErrorCode.CONTENT_TOO_LARGE, request.getLocale()), headers);
        }
        InvalidRequest invalid = unreadable.getCause() instanceof DatabindException wrongType
                ? new InvalidRequest(pathOf(wrongType), "invalid.type")
                : new InvalidRequest("body", "invalid.json");
        return untyped(problems.of(invalid, request.getLocale()), headers);
    }

    /** Whatever Spring itself refuses: its status, our shape. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception refused,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        ProblemDetail problem =
                switch (refused) {
                    case MissingRequestHeaderException missing ->
                        problems.of(
                                new InvalidRequest(missing.getHeaderName(), "invalid.required"), request.getLocale());
                    case MethodArgumentTypeMismatchException mismatch ->
                        problems.of(new InvalidRequest(mismatch.getName(), "invalid.type"), request.getLocale());
                    default -> problems.of(ErrorCode.of(status.value()), status, request.getLocale());
                };
        return untyped(problem, headers);
    }

    private static String pathOf(DatabindException wrongType) {
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

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .headers(waitIfAway(problem, new HttpHeaders()))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static ResponseEntity<Object> untyped(ProblemDetail problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static HttpHeaders waitIfAway(ProblemDetail problem, HttpHeaders headers) {
        if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return headers;
    }
}
