package coffee.ordering.shared;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Every refusal and failure as the one shape that callers know: RFC 9457, with a code, in the caller's language. */
@Component
public class Problems {

    private final MessageSource messages;
    private final JsonMapper json;

    private record WrongField(String field, String message) {}

    Problems(MessageSource messages, JsonMapper json) {
        this.messages = messages;
        this.json = json;
    }

    public Answer answer(Refusal refusal, Locale language) {
        ProblemDetail problem = of(refusal, language);
        return new Answer(problem.getStatus(), json.writeValueAsString(problem));
    }

    ProblemDetail of(Refusal refusal, Locale language) {
        return switch (refusal) {
            case Refusal.UnknownCustomer unknown -> notFound("customer", language);
            case Refusal.CustomerExists exists -> of(ErrorCode.CUSTOMER_EXISTS, language);
            case Refusal.UnknownMenu unknown -> notFound("menu", language);
            case Refusal.UnknownOrder unknown -> notFound("order", language);
            case Refusal.TooFewPoints few -> {
                long shortage = few.shortage().won();
                ProblemDetail problem = of(ErrorCode.NO_POINT, language, Long.toString(shortage));
                problem.setProperty("shortage", shortage);
                yield problem;
            }
            case Refusal.TooManyPoints many -> of(ErrorCode.POINT_LIMIT, language);
            case Refusal.NotOnSale hidden -> {
                ProblemDetail problem = of(ErrorCode.MENU_NOT_ON_SALE, language, hidden.menuId());
                problem.setProperty("menuId", hidden.menuId().toString());
                yield problem;
            }
            case Refusal.NotCancellable cancelled -> of(ErrorCode.NOT_CANCELLABLE, language);
            case Refusal.KeyReused reused -> of(ErrorCode.IDEMPOTENCY_KEY_REUSED, language);
            case Refusal.Overloaded full -> of(ErrorCode.OVERLOADED, language);
            case Refusal.TryAgainLater away -> of(ErrorCode.TRY_AGAIN_LATER, language);
        };
    }

    ProblemDetail of(InvalidRequest invalid, Locale language) {
        ProblemDetail problem = of(ErrorCode.INVALID_REQUEST, language);
        List<WrongField> errors = invalid.fields().stream()
                .map(field -> new WrongField(
                        field.name(),
                        text(field.fault().messageKey(), language, field.fault().arguments())))
                .toList();
        problem.setProperty("errors", errors);
        return problem;
    }

    ProblemDetail of(ErrorCode code, Locale language, Object... arguments) {
        return of(code, code.status(), language, arguments);
    }

    ProblemDetail of(ErrorCode code, HttpStatusCode status, Locale language, Object... arguments) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, text(code + ".detail", language, arguments));
        problem.setType(URI.create(
                "urn:coffee:problem:" + code.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        problem.setTitle(text(code + ".title", language));
        problem.setProperty("code", code.name());
        return problem;
    }

    String json(ProblemDetail problem) {
        return json.writeValueAsString(problem);
    }

    private ProblemDetail notFound(String what, Locale language) {
        return of(ErrorCode.NOT_FOUND_DATA, language, text("what." + what, language));
    }

    private String text(String key, Locale language, Object... arguments) {
        return messages.getMessage(key, arguments, language);
    }
}
