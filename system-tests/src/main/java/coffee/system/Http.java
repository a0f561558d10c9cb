package coffee.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** HTTP to one part. */
public final class Http {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;
    private final Map<String, String> credentials;

    Http(int port) {
        this(port, Map.of());
    }

    private Http(int port, Map<String, String> credentials) {
        this.port = port;
        this.credentials = credentials;
    }

    Http asStaff(String password) {
        String basic = Base64.getEncoder().encodeToString(("staff:" + password).getBytes(UTF_8));
        return new Http(port, Map.of("Authorization", "Basic " + basic));
    }

    public Reply get(String path, String... headers) {
        HttpRequest.Builder request = request(path).GET();
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public Reply post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    /** @param headers a name and a value, and so on */
    public Reply post(String path, String json, String... headers) {
        HttpRequest.Builder request = withJson(path).POST(BodyPublishers.ofString(json, UTF_8));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public Reply put(String path, String json) {
        return send(withJson(path).PUT(BodyPublishers.ofString(json, UTF_8)));
    }

    private HttpRequest.Builder withJson(String path) {
        return request(path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(LONGEST_ANSWER);
        credentials.forEach(request::header);
        return request;
    }

    private static Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException nobodyThere) {
            return Reply.ofNobody(String.valueOf(nobodyThere.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
