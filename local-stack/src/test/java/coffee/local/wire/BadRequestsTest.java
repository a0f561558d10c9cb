package coffee.local.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BadRequestsTest {

    private final List<BadRequest> requests =
            new BadRequests(line -> List.of("PUT /two"), "Basic x").read(BadRequestsTest.class, "page.txt");

    @Test
    void makesEachRequestAtEachDoor() {
        assertThat(requests.stream().map(BadRequest::name))
                .containsExactly(
                        "A number is one | POST /one as staff | \"1\"",
                        "A number is one | PUT /two | \"1\"",
                        "A number is one | POST /one as staff | «00 FF»",
                        "A number is one | PUT /two | «00 FF»",
                        "Nothing of it is added to | to the byte | ");
    }

    @Test
    void saysWhatMakesItWellFormed() {
        assertThat(said(0))
                .isEqualTo(
                        "POST /one HTTP/1.1\r\nAccept: text/plain\r\nAuthorization: Basic x\r\nHost: localhost\r\n"
                                + "Connection: close\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{\"x\":\"1\"}");
        assertThat(said(3))
                .startsWith("PUT /two ")
                .contains("Content-Length: 8")
                .endsWith("{\"x\":\0\u00ff}");
    }

    @Test
    void saysNothingButWhatIsThereWhereItIsToTheByte() {
        assertThat(said(4)).isEqualTo("GET \r\nHost: h\r\nX: yyy\r\n\r\nend");
    }

    @Test
    void expectsTheAnswerOfTheLineBeforeThatOfTheSection() {
        assertThat(requests.get(0))
                .extracting(BadRequest::status, BadRequest::code, BadRequest::fields)
                .containsExactly(400, "INVALID_REQUEST", List.of("x"));
        assertThat(requests.get(2))
                .extracting(BadRequest::status, BadRequest::code, BadRequest::fields)
                .containsExactly(413, "CONTENT_TOO_LARGE", List.of());
    }

    private String said(int number) {
        return new String(requests.get(number).bytes(), ISO_8859_1);
    }
}
