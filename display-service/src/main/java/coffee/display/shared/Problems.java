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
    private static final String RETRY_AFTER_SECONDS = "1";

    private final MessageSource messages;
    private final JsonMapper json;

    Problems(MessageSource messages, JsonMapper json) {
        this.messages = messages;
        this.json = json;
    }

    void invalid(HttpServletRequest request, HttpServletResponse response, List<Wrong> wrongs) throws IOException {
        write(response, invalid(wrongs, localeOf(request)));
    }

    void notFound(HttpServletRequest request, HttpServletResponse response, String what) throws IOException {
        write(response, notFound(what, localeOf(request)));
    }

    void refused(HttpServletRequest request, HttpServletResponse response, Refusal refusal) throws IOException {
        Locale locale = localeOf(request);
        String detail = say("refused." + refusal.why(), locale, List.of());
        write(response, problem(refusal.code(), refusal.code().status(), locale, detail, List.of()));
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
        return of(ErrorCode.of(status), status, localeOf(request));
    }

    Problem invalid(List<Wrong> wrongs, Locale locale) {
        List<Problem.Field> errors = wrongs.stream()
                .map(wrong ->
                        new Problem.Field(wrong.field(), say("wrong." + wrong.message(), locale, wrong.arguments())))
                .toList();
        String detail = say("INVALID_REQUEST.detail", locale, List.of());
        return problem(ErrorCode.INVALID_REQUEST, HttpStatus.BAD_REQUEST, locale, detail, errors);
    }

    Problem notFound(String what, Locale locale) {
        String detail = say("NOT_FOUND_DATA.detail", locale, List.of(say("what." + what, locale, List.of())));
        return problem(ErrorCode.NOT_FOUND_DATA, HttpStatus.NOT_FOUND, locale, detail, List.of());
    }

    Problem of(ErrorCode code, HttpStatus status, Locale locale) {
        return problem(code, status, locale, say(code + ".detail", locale, List.of()), List.of());
    }

    private Problem problem(
            ErrorCode code, HttpStatus status, Locale locale, String detail, List<Problem.Field> errors) {
        String type =
                "urn:coffee:problem:" + code.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String title = say(code + ".title", locale, List.of());
        return new Problem(type, title, status.value(), detail, code.name(), errors);
    }

    private void write(HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] body = json.writeValueAsBytes(problem);
        response.resetBuffer();
        response.setStatus(problem.status());
        if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
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

    private String say(String key, Locale locale, List<Object> arguments) {
        return messages.getMessage(key, arguments.toArray(), locale);
    }
}
