package coffee.ordering;

import coffee.local.openapi.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The API's description, as the service itself serves it. */
public final class Contracts {

    /** Of each service its own: what it offers depends on its settings. */
    private static final Map<String, Contract> CONTRACTS = new HashMap<>();

    private Contracts() {}

    public static synchronized Contract at(HttpClient http, URI door) {
        return CONTRACTS.computeIfAbsent(door.getAuthority(), service -> Contract.of(page(http, door)));
    }

    /** An answer that is not as described is a fault, whatever else a test looks at. */
    static void hold(HttpClient http, URI door, HttpResponse<String> response) {
        List<String> breaches = at(http, door)
                .breaches(
                        response.request().method(),
                        response.request().uri().getPath(),
                        response.statusCode(),
                        name -> response.headers().firstValue(name),
                        response.body());
        if (!breaches.isEmpty()) {
            throw new AssertionError("%s %s is answered otherwise than described: %s%n%s %s"
                    .formatted(
                            response.request().method(),
                            response.request().uri(),
                            breaches,
                            response,
                            response.body()));
        }
    }

    private static String page(HttpClient http, URI door) {
        try {
            return http.send(
                            HttpRequest.newBuilder(door.resolve("/v3/api-docs")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
