package coffee.display.shared;

import coffee.display.shared.InvalidRequest.Wrong;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The one place where a refusal is put into words, whoever refuses: a controller, the security filters or the server itself. */
@Component
class Problems {

    private static final List<Locale> SPOKEN = List.of(Locale.KOREAN, Locale.ENGLISH);

    private final MessageSource messages;
    private final JsonMapper json;

    Problems(MessageSource messages, JsonMapper json) {
        this.messages = messages;
        this.json = json;
    }

    void invalid(HttpServletRequest request, HttpServletResponse response, List<Wrong> wrongs) throws IOException {
        Locale locale = localeOf(request);
        List<Problem.Field> errors = wrongs.stream()
                .map(wrong ->
                        new Problem.Field(wrong.field(), say("wrong." + wrong.message(), locale, wrong.arguments())))
                .toList();
        write(response, problem(HttpStatus.BAD_REQUEST, "INVALID_REQUEST", say("status.400", locale), errors));
    }

    void notFound(HttpServletRequest request, HttpServletResponse response, String what) throws IOException {
        Locale locale = localeOf(request);
        String detail = say("not-found", locale, List.of(say("what." + what, locale)));
        write(response, problem(HttpStatus.NOT_FOUND, "NOT_FOUND_DATA", detail, List.of()));
    }

    void refused(HttpServletRequest request, HttpServletResponse response, Refusal refusal) throws IOException {
        String detail = say("refused." + refusal.why(), localeOf(request));
        write(response, problem(refusal.status(), refusal.code(), detail, List.of()));
    }

    void status(HttpServletRequest request, HttpServletResponse response, int code) throws IOException {
        write(response, problem(request, code));
    }

    String json(HttpServletRequest request, int code) {
        return json.writeValueAsString(problem(request, code));
    }

    private Problem problem(HttpServletRequest request, int code) {
        HttpStatus known = HttpStatus.resolve(code);
        HttpStatus status = known == null || !known.isError() ? HttpStatus.INTERNAL_SERVER_ERROR : known;
        Locale locale = localeOf(request);
        String fallback = say(status.is4xxClientError() ? "status.400" : "status.500", locale);
        String detail = messages.getMessage("status." + status.value(), null, fallback, locale);
        return problem(status, codeOf(status), detail == null ? fallback : detail, List.of());
    }

    private static Problem problem(HttpStatus status, String code, String detail, List<Problem.Field> errors) {
        String type = "urn:coffee:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-');
        return new Problem(type, status.getReasonPhrase(), status.value(), detail, code, errors);
    }

    private static String codeOf(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED,
                    FORBIDDEN,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    CONTENT_TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE -> status.name();
            default -> status.is4xxClientError() ? "INVALID_REQUEST" : "TRY_AGAIN_LATER";
        };
    }

    private void write(HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] body = json.writeValueAsBytes(problem);
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    private static Locale localeOf(HttpServletRequest request) {
        // Not getLocales(): to no wish, or one that makes no sense, it answers with the language of this machine.
        String wishes = String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT_LANGUAGE)));
        try {
            List<Locale.LanguageRange> wanted = Locale.LanguageRange.parse(wishes).stream()
                    .filter(range -> range.getWeight() > 0)
                    .toList();
            Locale best = Locale.lookup(wanted, SPOKEN);
            return best == null ? Locale.KOREAN : best;
        } catch (IllegalArgumentException noWish) {
            return Locale.KOREAN;
        }
    }

    private String say(String key, Locale locale) {
        return say(key, locale, List.of());
    }

    private String say(String key, Locale locale, List<Object> arguments) {
        return messages.getMessage(key, arguments.toArray(), locale);
    }
}
