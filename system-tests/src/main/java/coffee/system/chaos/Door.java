package coffee.system.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/** Where customers come in. It sends once, and whatever comes of it is history. */
final class Door {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    private final String address;
    private final History history;

    /** @param address host and port of order-service */
    Door(String address, History history) {
        this.address = address;
        this.history = history;
    }

    /** @param patience after which the customer goes without knowing */
    Call send(Request request, Duration patience) {
        HttpRequest.Builder sent = HttpRequest.newBuilder(URI.create("http://" + address + request.path()))
                .timeout(patience)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request.body(), UTF_8));
        if (!request.key().isEmpty()) {
            sent.header("Idempotency-Key", request.key());
        }
        Instant at = Instant.now();
        long atNanos = System.nanoTime();
        return history.add(request, at, atNanos, outcome(sent.build()));
    }

    private static Call.Outcome outcome(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
            boolean replayed =
                    response.headers().firstValue("Idempotent-Replayed").isPresent();
            return new Call.Answer(response.statusCode(), response.body(), replayed);
        } catch (IOException nobodyAnswers) {
            return new Call.Unknown(nobodyAnswers.getClass().getSimpleName());
        } catch (InterruptedException stopped) {
            throw ChaosFailure.stopped(stopped);
        }
    }
}
