package coffee.ordering.shared;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import coffee.local.openapi.Contract;
import coffee.ordering.idempotency.IdempotencyKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.LocaleResolver;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that is done with a request before it is a command, by the same beans that do it in the service, without a server
 * around them. A request is a line that names a door, lines of headers, an empty line, and a body.
 */
final class RequestReading {

    private static final Path PUBLISHED = Path.of("../docs/openapi/order-service.json");
    private static final List<Function<@Nullable String, Object>> IDS =
            List.of(CustomerId::parse, MenuId::parse, ProductId::parse, OrderNo::parse);
    private static final Set<Locale> SPOKEN = Set.of(Locale.KOREAN, Locale.ENGLISH);
    private static final Pattern KEY = Pattern.compile("[ -~]{1,64}");
    private static final ServletWebRequest NO_REQUEST = new ServletWebRequest(new MockHttpServletRequest());

    private final Map<String, Class<?>> bodies = Bodies.byDoor();
    private final Contract contract;
    private final JsonBodies reader;
    private final ProblemAdvice advice;
    private final LocaleResolver languages;

    RequestReading() {
        ApplicationContext beans = new SpringApplicationBuilder(
                        JacksonAutoConfiguration.class,
                        MessageSourceAutoConfiguration.class,
                        SharedConfiguration.class,
                        Settings.class,
                        Problems.class,
                        ProblemAdvice.class)
                .web(WebApplicationType.NONE)
                .run();
        this.reader = new JsonBodies(beans.getBean(JsonMapper.class));
        this.advice = beans.getBean(ProblemAdvice.class);
        this.languages = beans.getBean(LocaleResolver.class);
        try {
            this.contract = Contract.of(Files.readString(PUBLISHED));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @EnableConfigurationProperties(CoffeeSettings.class)
    static class Settings {}

    /** @throws AssertionError unless it is a command in the published ranges, or an INVALID_REQUEST */
    void read(byte[] request) throws Exception {
        String text = new String(request, ISO_8859_1);
        int end = text.indexOf("\n\n");
        List<String> head = (end < 0 ? text : text.substring(0, end)).lines().toList();
        if (head.isEmpty()) {
            return;
        }
        readLanguage(valuesOf(head, HttpHeaders.ACCEPT_LANGUAGE));
        readKey(valuesOf(head, IdempotencyKey.HEADER));
        valuesOf(head, "Id").forEach(RequestReading::readId);
        Class<?> type = bodies.get(head.getFirst());
        if (type != null) {
            readBody(
                    head.getFirst(),
                    type,
                    text.substring(end < 0 ? text.length() : end + 2).getBytes(ISO_8859_1));
        }
    }

    private static List<String> valuesOf(List<String> head, String name) {
        return head.stream()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .toList();
    }

    private void readLanguage(List<String> headers) {
        Locale language = Locale.KOREAN;
        if (!headers.isEmpty()) {
            MockHttpServletRequest request = new MockHttpServletRequest();
            headers.forEach(header -> request.addHeader(HttpHeaders.ACCEPT_LANGUAGE, header));
            language = languages.resolveLocale(request);
        }
        require(SPOKEN.contains(language), language);
        LocaleContextHolder.setLocale(language);
    }

    private void readKey(List<String> headers) {
        IdempotencyKey.parse(headers)
                .map(IdempotencyKey::text)
                .ifPresent(key -> require(KEY.matcher(key).matches(), key));
    }

    /** Each is written in one way only. */
    private static void readId(String text) {
        for (Function<@Nullable String, Object> id : IDS) {
            try {
                require(id.apply(text).toString().equals(text), text);
            } catch (InvalidValue none) {
                require(none.messageKey().equals("invalid.id"), none);
            }
        }
    }

    private void readBody(String door, Class<?> type, byte[] body) throws Exception {
        try {
            Object request = reader.read(ResolvableType.forClass(type), new Message(body), null);
            if (request != null) {
                commandOf(request);
                String[] asked = door.split(" ", -1);
                List<String> breaches = contract.breachesOfRequest(asked[0], asked[1], body);
                require(breaches.isEmpty(), breaches);
            }
        } catch (HttpMessageNotReadableException unreadable) {
            assertIsInvalid(requireNonNull(advice.handleException(unreadable, NO_REQUEST)));
        } catch (InvalidRequest invalid) {
            assertIsInvalid(advice.invalid(invalid));
        }
    }

    private static void commandOf(Object request) throws Exception {
        Method parsed = request.getClass().getDeclaredMethod("parsed");
        parsed.setAccessible(true);
        try {
            parsed.invoke(request);
        } catch (InvocationTargetException refused) {
            throw refused.getCause() instanceof Exception reason ? reason : refused;
        }
    }

    private static void assertIsInvalid(ResponseEntity<Object> answer) {
        String problem = String.valueOf(answer.getBody());
        require(answer.getStatusCode().value() == 400, answer);
        require(problem.contains("\"code\":\"INVALID_REQUEST\"") && problem.contains("\"errors\":[{"), problem);
    }

    /** Plain, since it is asked millions of times. */
    private static void require(boolean right, Object shown) {
        if (!right) {
            throw new AssertionError(shown);
        }
    }

    private record Message(HttpHeaders headers, InputStream bytes) implements HttpInputMessage {

        Message(byte[] body) {
            this(new HttpHeaders(), new ByteArrayInputStream(body));
            headers.setContentType(MediaType.APPLICATION_JSON);
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return bytes;
        }
    }
}
