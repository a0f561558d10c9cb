package coffee.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DataPlatformStubTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private DataPlatformStub stub;

    @BeforeEach
    void open() throws IOException {
        stub = new DataPlatformStub(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void close() {
        stub.close();
        http.close();
    }

    @Test
    void showsWhatArrivedAndCountsARepeatOnce() throws Exception {
        order("one", "{\"orderNo\":\"ORD-00000001\"}");
        order("one", "{\"orderNo\":\"ORD-00000001\"}");
        order("two", "{\"orderNo\":\"ORD-00000002\"}");
        assertThat(send(request("/orders").GET()).body())
                .contains("\"received\":3,\"distinct\":2")
                .contains("{\"orderNo\":\"ORD-00000002\"}");
    }

    @Test
    void refusesWhatIsNoJsonObject() throws Exception {
        assertThat(order("one", "{\"orderNo\":").statusCode()).isEqualTo(400);
        assertThat(order("one", "[1]").statusCode()).isEqualTo(400);
        assertThat(send(request("/orders").GET()).body()).contains("\"received\":0");
    }

    @Test
    void isBrokenSlowOrDownAsToldAndHealthyAllTheSame() throws Exception {
        become("{\"mode\":\"broken\"}");
        assertThat(order("one", "{}").statusCode()).isEqualTo(500);

        become("{\"mode\":\"slow\",\"delayMs\":300}");
        long began = System.nanoTime();
        assertThat(order("one", "{}").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(300));

        become("{\"mode\":\"down\"}");
        assertThatThrownBy(() -> order("one", "{}")).isInstanceOf(IOException.class);
        assertThat(send(request("/health").GET()).statusCode()).isEqualTo(200);

        become("{\"mode\":\"ok\"}");
        assertThat(order("two", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void answersByteByByteWhenToldToTrickle() throws Exception {
        become("{\"mode\":\"trickle\",\"delayMs\":5}");
        long began = System.nanoTime();
        assertThat(order("one", "{}").body()).hasSize(100).isBlank();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
        assertThat(send(request("/orders").GET()).body())
                .contains("\"calls\":1")
                .contains("\"received\":0");
    }

    @Test
    void refusesTheOrderItWasToldToAsOftenAsItWasTold() throws Exception {
        expect("{\"status\":422,\"eventId\":\"two\"}");
        expect("{\"status\":429,\"times\":2,\"retryAfterSeconds\":7}");

        assertThat(order("two", "{}").statusCode()).isEqualTo(422);
        HttpResponse<String> busy = order("one", "{}");
        assertThat(busy.statusCode()).isEqualTo(429);
        assertThat(busy.headers().firstValue("Retry-After")).contains("7");
        assertThat(order("one", "{}").statusCode()).isEqualTo(429);
        assertThat(order("one", "{}").statusCode()).isEqualTo(200);
        assertThat(order("two", "{}").statusCode()).isEqualTo(422);

        assertThat(send(request("/faults").DELETE()).statusCode()).isEqualTo(200);
        assertThat(order("two", "{}").statusCode()).isEqualTo(200);
        assertThat(send(request("/orders").GET()).body()).contains("\"calls\":6", "\"received\":2,\"distinct\":2");
    }

    @Test
    void refusesAFaultItCannotAnswerWith() throws Exception {
        for (String wrong : List.of("{}", "[]", "{\"status\":200}", "{\"status\":422,\"times\":\"x\"}", "422")) {
            assertThat(send(request("/faults").POST(BodyPublishers.ofString(wrong)))
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(order("one", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void knowsARepeatAmongManyInLittleRoom() {
        EventIds ids = new EventIds(1024);
        for (int i = 0; i < 10_000; i++) {
            assertThat(ids.add("ORD-" + i + "/placed")).isTrue();
        }
        for (int i = 10_000 - 1024; i < 10_000; i++) {
            assertThat(ids.add("ORD-" + i + "/placed")).isFalse();
        }
    }

    @Test
    void refusesAModeItDoesNotKnow() throws Exception {
        assertThat(send(mode("{\"mode\":\"asleep\"}")).statusCode()).isEqualTo(400);
        assertThat(send(mode("{\"mode\":\"slow\",\"delayMs\":-1}")).statusCode())
                .isEqualTo(400);
        assertThat(send(mode("slow")).statusCode()).isEqualTo(400);
    }

    private void expect(String fault) throws Exception {
        assertThat(send(request("/faults").POST(BodyPublishers.ofString(fault))).statusCode())
                .isEqualTo(200);
    }

    private void become(String mode) throws Exception {
        assertThat(send(mode(mode)).statusCode()).isEqualTo(200);
    }

    private HttpRequest.Builder mode(String mode) {
        return request("/mode").PUT(BodyPublishers.ofString(mode));
    }

    private HttpResponse<String> order(String eventId, String body) throws Exception {
        return send(request("/orders").header("ce_id", eventId).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + stub.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
