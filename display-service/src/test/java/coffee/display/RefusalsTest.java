package coffee.display;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.local.junit.RealServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@RealServers
class RefusalsTest extends DisplayTest {

    @BeforeEach
    void thereAreMenus() {
        menu("any");
    }

    @Test
    void namesEverythingThatIsWrongInTheLanguageThatIsPreferred() {
        HttpResponse<String> english =
                get("/display/best?limit=0&days=x", "Accept-Language", "fr;q=1, en-GB;q=0.9, ko;q=0.5");
        HttpResponse<String> korean = get("/display/best?limit=0", "Accept-Language", "ja");

        assertThat(english.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(english.body())
                .isEqualTo(
                        "{\"type\":\"urn:coffee:problem:invalid-request\",\"title\":\"Invalid request\",\"status\":400,"
                                + "\"detail\":\"The request cannot be understood. Mend the fields named and send it again.\",\"code\":\"INVALID_REQUEST\",\"errors\":["
                                + "{\"field\":\"limit\",\"message\":\"must be a whole number from 1 to 50\"},"
                                + "{\"field\":\"days\",\"message\":\"must be a whole number from 1 to 30\"}]}");
        assertThat(read(korean.body()).get("detail").asString()).isEqualTo("요청을 이해할 수 없습니다. 표시된 항목을 고쳐 다시 보내주세요.");
    }

    @ParameterizedTest
    @CsvSource({
        "/display/best?by=nonsense, by, must be one of: qy",
        "/display/best/2026-01-20?by=nonsense, by, must be one of: qy",
        "/admin/dead-letters?open=perhaps, open, 'must be one of: false, true'",
    })
    void namesTheChoices(String path, String field, String message) {
        JsonNode problem = refused(400, get(path, "Accept-Language", "en", "Authorization", staff()));

        assertThat(problem.get("errors")).hasSize(1);
        assertThat(problem.at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(problem.at("/errors/0/message").asString()).isEqualTo(message);
    }

    @Test
    void saysThatAMenuDoesNotExist() {
        JsonNode problem = refused(404, get("/display/menu/MENU-09999999"));

        assertThat(problem.get("detail").asString()).isEqualTo("해당 메뉴 정보 이/가 존재하지 않습니다.");
        assertThat(problem.get("code").asString()).isEqualTo("NOT_FOUND_DATA");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nowhere, 404, NOT_FOUND",
        "GET, /error, 404, NOT_FOUND",
        "GET, /display/menu/1, 400, INVALID_REQUEST",
        "GET, /display/menu/MENU-0000000001, 400, INVALID_REQUEST",
        "GET, /display//menu, 400, INVALID_REQUEST",
        "GET, /display/menu;a=b, 400, INVALID_REQUEST",
        "GET, /display/%2e%2e/menu, 400, INVALID_REQUEST",
        "GET, /display/menu/%00, 400, INVALID_REQUEST",
        "POST, /display/menu, 405, METHOD_NOT_ALLOWED",
        "DELETE, /display/best, 405, METHOD_NOT_ALLOWED",
        "TRACE, /display/best, 405, METHOD_NOT_ALLOWED",
        "GET, /admin/anything, 401, UNAUTHORIZED",
        "GET, /actuator, 401, UNAUTHORIZED",
        "GET, /actuator/prometheus, 401, UNAUTHORIZED",
    })
    void refusesInOneShape(String method, String path, int status, String code) throws IOException {
        String answer = raw(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("application/problem+json")
                .contains(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /display/best?limit=%zz HTTP/1.1\r\nHost: localhost",
                "GET /display/best?limit=<3> HTTP/1.1\r\nHost: localhost",
                "GET /display/best?limit=\u0007 HTTP/1.1\r\nHost: localhost",
                "GET /display/menu/%ff HTTP/1.1\r\nHost: localhost",
                "GET /display/best HTTP/1.1\r\nHost: a b",
                "GET /display/best HTTP/1.1",
                "BREW /display/best HTTP/1.1\r\nHost: localhost",
            })
    void refusesWhatIsHardlyHttp(String request) throws IOException {
        String answer = raw(request + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json");
    }

    @Test
    void refusesFormatsThatItDoesNotSpeak() {
        refused(406, get("/display/best", "Accept", "text/html"));
        refused(406, get("/display/best", "Accept", "not a media type"));
    }

    @Test
    void refusesBodiesThatAreTooLarge() {
        refused(
                413,
                send(HttpRequest.newBuilder(address("/display/menu"))
                        .POST(BodyPublishers.ofString("x".repeat(64 * 1024 + 1)))));
    }

    @Test
    void letsOnlyStaffInWhereStaffWork() {
        assertThat(get("/actuator/prometheus", "Authorization", staff()).statusCode())
                .isEqualTo(200);
        refused(401, get("/actuator/prometheus", "Authorization", "Basic c3RhZmY6d3Jvbmc="));
        refused(401, get("/admin/x", "Authorization", "Basic %%%"));
        refused(404, get("/admin/x", "Authorization", staff()));
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(get("/display/menu", "Authorization", "Basic c3RhZmY6d3Jvbmc=")
                        .statusCode())
                .isEqualTo(200);
    }

    private JsonNode refused(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = read(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        return problem;
    }

    /** What no well-behaved client can send. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
