package coffee.local;

import coffee.local.Faults.Fault;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Stands in for the outside data platform: takes orders, shows what arrived, and can be told to misbehave. It needs nothing but this jar.
 *
 * <p>{@code POST /orders}, {@code GET /orders}, {@code GET /health};
 * {@code PUT /mode} with {@code {"mode":"ok|slow|trickle|broken|down","delayMs":500}};
 * {@code POST /faults} with {@code {"status":422,"eventId":"ORD-00000001/placed","times":3}}, {@code DELETE /faults}.
 */
public final class DataPlatformStub implements AutoCloseable {

    private static final int USUAL_PORT = 8090;
    private static final int BODY_BYTES = 1024 * 1024;
    private static final int TRICKLE_BYTES = 100;
    private static final long MAX_DELAY_MS = 600_000;
    private static final long USUAL_DELAY_MS = 5_000;

    private enum Mode {
        OK,
        /** Answers late. */
        SLOW,
        /** Answers byte by byte. */
        TRICKLE,
        BROKEN,
        /** Closes the connection without a word. */
        DOWN
    }

    private record Behaviour(Mode mode, long delayMs) {}

    private record Answer(int status, String json) {}

    private final HttpServer server;
    private final Arrivals arrivals = new Arrivals();
    private final Faults faults = new Faults();
    private volatile Behaviour behaviour = new Behaviour(Mode.OK, 0);

    public DataPlatformStub(InetSocketAddress address) throws IOException {
        server = HttpServer.create(address, 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                handle(exchange);
            }
        });
        server.start();
    }

    public static void main(String[] arguments) throws IOException {
        String host = System.getenv().getOrDefault("SERVER_ADDRESS", "0.0.0.0");
        int port = Integer.parseInt(System.getenv().getOrDefault("SERVER_PORT", String.valueOf(USUAL_PORT)));
        DataPlatformStub stub = new DataPlatformStub(new InetSocketAddress(host, port));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stub::close));
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES + 1);
        if (body.length > BODY_BYTES) {
            send(exchange, new Answer(413, error("more than " + BODY_BYTES + " bytes")));
            return;
        }
        String text = new String(body, StandardCharsets.UTF_8);
        switch (request) {
            case "POST /orders" -> take(exchange, text);
            case "GET /orders" -> send(exchange, new Answer(200, arrivals.asJson(Json.quote(shown(behaviour.mode)))));
            case "PUT /mode" -> send(exchange, become(text));
            case "POST /faults" -> send(exchange, expect(text));
            case "DELETE /faults" -> {
                faults.forget();
                send(exchange, new Answer(200, "{}"));
            }
            case "GET /health" -> send(exchange, new Answer(200, "{\"status\":\"UP\"}"));
            default -> send(exchange, new Answer(404, error("no " + request + " here")));
        }
    }

    private void take(HttpExchange exchange, String body) throws IOException {
        arrivals.begin();
        try {
            answer(exchange, body);
        } finally {
            arrivals.end();
        }
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        Behaviour now = behaviour;
        switch (now.mode) {
            case OK -> send(exchange, accept(exchange, body));
            case SLOW -> {
                delay(now.delayMs);
                send(exchange, accept(exchange, body));
            }
            case TRICKLE -> trickle(exchange, now.delayMs);
            case BROKEN -> send(exchange, new Answer(500, error("broken, as it was told to be")));
            case DOWN -> exchange.close();
        }
    }

    private static void trickle(HttpExchange exchange, long delayMs) throws IOException {
        exchange.sendResponseHeaders(200, TRICKLE_BYTES);
        for (int sent = 0; sent < TRICKLE_BYTES; sent++) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            delay(delayMs);
        }
    }

    private static void delay(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer accept(HttpExchange exchange, String body) {
        if (!isObject(body)) {
            return new Answer(400, error("not a JSON object"));
        }
        String eventId = exchange.getRequestHeaders().getFirst("ce_id");
        Fault fault = faults.next(eventId);
        if (fault != null) {
            if (fault.retryAfterSeconds() != null) {
                exchange.getResponseHeaders().set("Retry-After", fault.retryAfterSeconds());
            }
            return new Answer(fault.status(), error("refused, as it was told to"));
        }
        return new Answer(200, "{\"repeated\":" + arrivals.add(eventId, body) + "}");
    }

    private Answer expect(String body) {
        try {
            if (Json.read(body) instanceof Map<?, ?> wish) {
                faults.add(wish);
                return new Answer(200, "{}");
            }
        } catch (IllegalArgumentException unknown) {
            return new Answer(400, error(String.valueOf(unknown.getMessage())));
        }
        return new Answer(400, error("{\"status\":422,\"eventId\":\"ORD-00000001/placed\",\"times\":3}"));
    }

    private Answer become(String body) {
        try {
            if (Json.read(body) instanceof Map<?, ?> wish && wish.get("mode") instanceof String mode) {
                Object delay = wish.get("delayMs");
                long delayMs = delay == null ? USUAL_DELAY_MS : Long.parseLong(delay.toString());
                if (delayMs < 0 || delayMs > MAX_DELAY_MS) {
                    return new Answer(400, error("delayMs is 0 to " + MAX_DELAY_MS));
                }
                behaviour = new Behaviour(Mode.valueOf(mode.toUpperCase(Locale.ROOT)), delayMs);
                return new Answer(
                        200, "{\"mode\":" + Json.quote(shown(behaviour.mode)) + ",\"delayMs\":" + delayMs + "}");
            }
        } catch (IllegalArgumentException unknown) {
            return new Answer(400, error(String.valueOf(unknown.getMessage())));
        }
        return new Answer(400, error("{\"mode\":\"ok|slow|trickle|broken|down\",\"delayMs\":500}"));
    }

    private static String shown(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private static boolean isObject(String body) {
        try {
            return Json.read(body) instanceof Map;
        } catch (IllegalArgumentException noJson) {
            return false;
        }
    }

    private static String error(String what) {
        return "{\"error\":" + Json.quote(what) + "}";
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status, body.length);
        exchange.getResponseBody().write(body);
    }
}
