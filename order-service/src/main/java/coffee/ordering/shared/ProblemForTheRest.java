package coffee.ordering.shared;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What was refused before it came to a controller, by the web server or a filter, in the same shape. */
@Hidden
@RestController
class ProblemForTheRest implements ErrorController {

    private final Problems problems;

    ProblemForTheRest(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("/error")
    ResponseEntity<String> problem(HttpServletRequest request, Locale language) {
        // Somebody who asks for this very address finds nothing here.
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer refused
                ? refused
                : HttpStatus.NOT_FOUND.value();
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problems.json(problems.of(ErrorCode.of(status), HttpStatusCode.valueOf(status), language)));
    }
}
