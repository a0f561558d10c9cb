package coffee.display.shared;

import coffee.display.shared.InvalidRequest.Wrong;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What a request ended in, as a problem. */
@RestControllerAdvice
class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    void wrong(InvalidRequest wrong, HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.invalid(request, response, wrong.wrongs());
    }

    @ExceptionHandler
    void missing(NotFound missing, HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.notFound(request, response, missing.what());
    }

    @ExceptionHandler
    void refused(Refusal refusal, HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.refused(request, response, refusal);
    }

    @ExceptionHandler({
        TypeMismatchException.class,
        HttpMessageNotReadableException.class,
        InvalidParameterException.class,
        RequestRejectedException.class
    })
    void unreadable(HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.invalid(request, response, List.of(new Wrong("query", "type", List.of())));
    }

    @ExceptionHandler
    void later(TryAgainLater later, HttpServletRequest request, HttpServletResponse response) throws IOException {
        log.debug("Not now: {}", later.getMessage());
        problems.status(request, response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    void away(Exception away, HttpServletRequest request, HttpServletResponse response) throws IOException {
        log.warn("The database does not answer: {}", away.getMessage());
        problems.status(request, response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }

    @ExceptionHandler
    void other(Exception other, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (other instanceof ErrorResponse known) {
            copy(known.getHeaders(), response);
            problems.status(request, response, known.getStatusCode().value());
        } else if (!(other instanceof IOException)) {
            log.error("Unforeseen at {} {}", request.getMethod(), request.getRequestURI(), other);
            problems.status(request, response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
    }

    private static void copy(HttpHeaders headers, HttpServletResponse response) {
        headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    }
}
