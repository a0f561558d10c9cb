package coffee.ordering.dataplatform;

import static java.nio.charset.StandardCharsets.UTF_8;

import coffee.local.DataPlatformStub;
import coffee.local.server.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The data platform's stand-in, told what to do and asked what it got, over HTTP as anybody could. */
final class Platform implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;
    private @Nullable DataPlatformStub stub;

    Platform() {
        this.stub = open(Ports.free());
        this.port = stub.port();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Nobody is at its address. What it got before is forgotten. */
    void vanish() {
        if (stub != null) {
            stub.close();
        }
        stub = null;
    }

    void comeBack() {
        if (stub == null) {
            stub = open(port);
        }
    }

    void become(String mode, long delayMs) {
        ask("PUT", "/mode", "{\"mode\":\"%s\",\"delayMs\":%d}".formatted(mode, delayMs));
    }

    /** Answers so instead of taking the order, from now on. */
    void refuse(String orderNo, int status) {
        ask("POST", "/faults", "{\"eventId\":\"%s/placed\",\"status\":%d}".formatted(orderNo, status));
    }

    void fault(String fault) {
        ask("POST", "/faults", fault);
    }

    void forgive() {
        ask("DELETE", "/faults", "");
    }

    /** As new, but for what it got. */
    void heal() {
        comeBack();
        become("ok", 0);
        forgive();
    }

    /** How often it was asked to take an order, whatever it said. */
    long calls() {
        return asked().get("calls").longValue();
    }

    long mostAtOnce() {
        return asked().get("mostAtOnce").longValue();
    }

    long repeated() {
        JsonNode asked = asked();
        return asked.get("received").longValue() - asked.get("distinct").longValue();
    }

    List<JsonNode> orders() {
        return asked().get("orders").valueStream().toList();
    }

    /** Of the last thousand that came, in the order they came. */
    List<String> orderNos() {
        return orders().stream()
                .map(order -> order.at("/body/orderNo").asString())
                .toList();
    }

    private JsonNode asked() {
        return JsonMapper.shared().readTree(ask("GET", "/orders", ""));
    }

    private String ask(String method, String path, String body) {
        BodyPublisher content = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        try {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(URI.create(url() + path))
                            .method(method, content)
                            .build(),
                    HttpResponse.BodyHandlers.ofString(UTF_8));
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.body());
            }
            return answer.body();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static DataPlatformStub open(int port) {
        try {
            return new DataPlatformStub(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    @Override
    public void close() {
        vanish();
    }
}
