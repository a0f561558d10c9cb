package coffee.display;

import static java.nio.charset.StandardCharsets.UTF_8;

import coffee.local.junit.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A display-service of which there may be several, on the system's clock. */
final class Instance implements AutoCloseable {

    static final String PASSWORD = "let me in";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext service;
    private final int port;

    private Instance(ConfigurableApplicationContext service) {
        this.service = service;
        this.port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    static Instance start(TestServers.Schema schema, Map<String, String> own) {
        return new Instance(new SpringApplicationBuilder(DisplayApplication.class).run(arguments(schema, own)));
    }

    static String[] arguments(TestServers.Schema schema, Map<String, String> own) {
        Map<String, String> properties = new HashMap<>(schema.springProperties());
        properties.put("server.port", "0");
        properties.put("coffee.staff-password", PASSWORD);
        properties.putAll(own);
        return properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
    }

    HttpResponse<String> get(String path, String... headers) {
        return get(port, path, headers);
    }

    static HttpResponse<String> get(int port, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        try {
            return HTTP.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** As "menuId orderCnt", in the order of the answer. */
    List<String> best(String query) {
        List<String> lines = new ArrayList<>();
        read(get("/display/best" + query).body())
                .forEach(line -> lines.add(line.get("menuId").asString() + " "
                        + line.get("orderCnt").asLong()));
        return lines;
    }

    int readiness() {
        return get("/actuator/health/readiness").statusCode();
    }

    double metric(String nameAndTags) {
        HttpResponse<String> answer = get("/actuator/metrics/" + nameAndTags, "Authorization", staff());
        return answer.statusCode() == 200
                ? read(answer.body()).get("measurements").get(0).get("value").asDouble()
                : 0;
    }

    int partitions() {
        return (int) metric("kafka.consumer.coordinator.assigned.partitions");
    }

    static JsonNode read(String body) {
        return JsonMapper.shared().readTree(body);
    }

    static String staff() {
        return staff(PASSWORD);
    }

    static String staff(String password) {
        return "Basic " + Base64.getEncoder().encodeToString(("staff:" + password).getBytes(UTF_8));
    }

    @Override
    public void close() {
        service.close();
    }
}
