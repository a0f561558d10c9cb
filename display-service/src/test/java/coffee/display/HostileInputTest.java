package coffee.display;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import coffee.local.junit.RealServers;
import coffee.local.wire.BadRequest;
import coffee.local.wire.BadRequests;
import coffee.local.wire.Reply;
import coffee.local.wire.Wire;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Whatever comes in at any door: it is refused in the one shape, nothing changes, and the next guest is served. */
@RealServers
class HostileInputTest extends DisplayTest {

    @BeforeEach
    void thereAreMenus() {
        menu("any");
    }

    @TestFactory
    Stream<DynamicTest> refusesAndChangesNothing() {
        return requests().stream().map(bad -> dynamicTest(bad.name(), () -> refusesAndChangesNothing(bad)));
    }

    /** The web server's processors go from one connection to the next, and a good request in between would make up for it. */
    @Test
    void aRequestWithoutAVersionChangesNoAnswerToTheNextOne() {
        for (int i = 0; i < 20; i++) {
            assertThat(Wire.send(port(), "GET /display/menu\r\n".getBytes(ISO_8859_1))
                            .status())
                    .isEqualTo(400);
            assertThat(Wire.send(port(), "G<T / HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void knowsHundredsOfBadRequests() {
        assertThat(requests()).hasSizeGreaterThan(200);
    }

    private List<BadRequest> requests() {
        return new BadRequests(List::of, staff()).read(HostileInputTest.class, "hostile.txt");
    }

    private void refusesAndChangesNothing(BadRequest bad) {
        Map<String, Object> before = state();

        Reply reply = Wire.send(port(), bad.bytes());

        assertThat(reply.status()).as("%s%n%s", bad, reply).isEqualTo(bad.status());
        assertThat(reply.header("Content-Type")).as("%s%n%s", bad, reply).startsWith("application/problem+json");
        JsonNode problem = read(reply.body());
        assertThat(problem.propertyNames()).contains("type", "title", "status", "detail", "code");
        assertThat(problem.get("status").intValue()).isEqualTo(bad.status());
        assertThat(problem.get("code").asString()).as("%s%n%s", bad, reply).isEqualTo(bad.code());
        assertThat(problem.get("detail").asString()).containsPattern("\\p{IsHangul}");
        assertThat(reply.body()).doesNotContainPattern("Exception|coffee\\.display|org\\.|java\\.|SQL");
        if (!bad.fields().isEmpty()) {
            assertThat(problem.path("errors")
                            .valueStream()
                            .map(error -> error.get("field").asString()))
                    .as("%s%n%s", bad, reply)
                    .containsExactlyElementsOf(bad.fields());
        }
        assertThat(state()).as("what the tables hold after %s", bad).isEqualTo(before);
        assertThat(get("/display/best").statusCode()).isEqualTo(200);
    }

    /** Every table, with all that is in it. */
    private Map<String, Object> state() {
        String tables = requireNonNull(database.queryForObject(
                "SELECT GROUP_CONCAT(table_name) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'",
                String.class));
        Map<String, Object> checksums = new TreeMap<>();
        database.query("CHECKSUM TABLE " + tables, row -> {
            checksums.put(row.getString(1), row.getString(2));
        });
        return checksums;
    }
}
