package coffee.ordering;

import static java.nio.charset.StandardCharsets.UTF_8;

import coffee.local.openapi.Contract;
import coffee.local.openapi.Door;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A customer's view of the service: plain HTTP. */
public final class Shop {

    public static final String STAFF_PASSWORD = "the staff's secret";
    public static final String ICED_AMERICANO = "MENU-00000001";
    public static final String HOT_AMERICANO = "MENU-00000002";
    public static final String HOT_CHOCOLATE = "MENU-00000003";
    public static final String HIDDEN = "MENU-00000006";

    /** Nobody listens there. Where it is set, the doors that need a data platform are there too. */
    public static final String PLATFORM = "http://127.0.0.1:1";

    public static final String STAFF = staffWith(STAFF_PASSWORD);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI door;

    public Shop(int port) {
        this.door = URI.create("http://127.0.0.1:" + port);
    }

    /** The header that staff signs in by. */
    public static String staffWith(String password) {
        return "Basic " + Base64.getEncoder().encodeToString(("staff:" + password).getBytes(UTF_8));
    }

    /** @param headers names and values in turn */
    public Reply charge(String customerId, long amount, String... headers) {
        return post("/point", JSON.writeValueAsString(Map.of("customerId", customerId, "chargeAmt", amount)), headers);
    }

    public Reply order(String customerId, String menuId, int qy, String... headers) {
        return order(customerId, List.of(new Line(menuId, qy)), headers);
    }

    public Reply order(String customerId, List<Line> lines, String... headers) {
        return post("/order", JSON.writeValueAsString(Map.of("customerId", customerId, "menuList", lines)), headers);
    }

    public Reply cancel(String orderNo, String... headers) {
        return post("/order/" + orderNo + "/cancel", "", headers);
    }

    /** What the customer can spend. */
    public long points(String customerId) {
        return get("/point/" + customerId).json().get(0).get("point").longValue();
    }

    public Reply post(String path, String body, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8)));
    }

    public Reply get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    /** What the service says of itself. */
    public Contract contract() {
        return Contracts.at(HTTP, door);
    }

    /** As staff where the door is theirs. */
    public Reply ask(Door asked, String... headers) {
        String[] all = asked.isForStaff()
                ? Stream.concat(Stream.of("Authorization", STAFF), Stream.of(headers))
                        .toArray(String[]::new)
                : headers;
        HttpRequest.Builder request = request(asked.exampleAddress(), all);
        return send(
                asked.readsABody()
                        ? request.header("Content-Type", "application/json")
                                .method(asked.method(), HttpRequest.BodyPublishers.ofString(asked.exampleBody()))
                        : request.method(asked.method(), HttpRequest.BodyPublishers.noBody()));
    }

    public Reply staffPost(String path, String body) {
        return post(path, body, "Authorization", STAFF);
    }

    public Reply staffPut(String path, String body) {
        return send(request(path, "Authorization", STAFF, "Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body, UTF_8)));
    }

    public Reply staffGet(String path) {
        return get(path, "Authorization", STAFF);
    }

    /** As staff see it. */
    public double metric(String name, String statistic) {
        return staffGet("/actuator/metrics/" + name)
                .json()
                .get("measurements")
                .valueStream()
                .filter(measured -> measured.get("statistic").asString().equals(statistic))
                .mapToDouble(measured -> measured.get("value").doubleValue())
                .sum();
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(door.resolve(path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** Every answer that any test gets is held against the API's description. */
    private Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
            Contracts.hold(HTTP, door, response);
            return new Reply(response);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    public record Line(String menuId, int qy) {}

    /** What came back. */
    public record Reply(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public JsonNode json() {
            return JSON.readTree(body());
        }

        public String text(String field) {
            return json().get(field).asString();
        }

        public long number(String field) {
            return json().get(field).longValue();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public List<String> invalidFields() {
            List<String> fields = new ArrayList<>();
            json().get("errors").forEach(error -> fields.add(error.get("field").asString()));
            return fields;
        }

        public Stream<JsonNode> rows() {
            return json().valueStream();
        }
    }
}
