package coffee.ordering.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import coffee.local.wire.BadRequest;
import coffee.local.wire.BadRequests;
import coffee.local.wire.Reply;
import coffee.local.wire.Wire;
import coffee.ordering.OrderServiceTest;
import coffee.ordering.Shop;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever comes in at any door: it is refused in the one shape, nothing changes, and the next customer is served. The requests
 * are in the pages beside this class.
 */
@TestPropertySource(properties = "coffee.data-platform.url=" + Shop.PLATFORM)
class HostileInputTest extends OrderServiceTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> PAGES =
            List.of("bodies.txt", "values.txt", "addresses.txt", "headers.txt", "wire.txt");

    @LocalServerPort
    int port;

    private SingleConnectionDataSource connection;
    private JdbcClient books;
    private String tables;

    @BeforeEach
    void openTheBooks() {
        connection = new SingleConnectionDataSource(servers.url(), servers.user(), servers.password(), true);
        books = JdbcClient.create(connection);
        tables = String.join(
                ", ",
                books.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() "
                                + "AND table_type = 'BASE TABLE'")
                        .query(String.class)
                        .list());
        // What was to be told at the start has to be told, so that nothing moves by itself any more.
        await().until(() ->
                books.sql("SELECT COUNT(*) FROM outbox").query(Long.class).single() == 0);
    }

    @AfterEach
    void closeTheBooks() {
        connection.destroy();
    }

    @TestFactory
    Stream<DynamicNode> refusesAndChangesNothing() {
        return PAGES.stream()
                .map(page -> dynamicContainer(
                        page,
                        requestsOf(page).stream()
                                .map(bad -> dynamicTest(bad.name(), () -> refusesAndChangesNothing(bad)))));
    }

    /** The web server's processors go from one connection to the next, and a good request in between would make up for it. */
    @Test
    void aRequestWithoutAVersionChangesNoAnswerToTheNextOne() {
        for (int i = 0; i < 20; i++) {
            assertThat(Wire.send(port, "GET /point/CUST-00000001\r\n".getBytes(ISO_8859_1))
                            .status())
                    .isEqualTo(400);
            assertThat(Wire.send(port, "G<T / HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void knowsHundredsOfBadRequestsForEveryDoor() {
        assertThat(PAGES.stream().mapToInt(page -> requestsOf(page).size()).sum())
                .isGreaterThan(1_000);
    }

    private List<BadRequest> requestsOf(String page) {
        return new BadRequests(new Doors(shop.contract())::like, Shop.STAFF).read(HostileInputTest.class, page);
    }

    private void refusesAndChangesNothing(BadRequest bad) {
        Map<String, String> before = state();

        Reply reply = Wire.send(port, bad.bytes());

        assertThat(reply.status()).as("%s%n%s", bad.name(), reply).isEqualTo(bad.status());
        if (bad.status() > 0) {
            assertIsTheProblem(reply, bad);
        }
        assertThat(state())
                .as("what the tables hold after %s%n%s", bad.name(), reply)
                .isEqualTo(before);
        assertThat(shop.get("/point/CUST-00000001").status()).isEqualTo(200);
    }

    private static void assertIsTheProblem(Reply reply, BadRequest bad) {
        assertThat(reply.header("Content-Type")).as("%s%n%s", bad.name(), reply).startsWith("application/problem+json");
        JsonNode problem = JSON.readTree(reply.body());
        assertThat(problem.propertyNames()).contains("type", "title", "status", "detail", "code");
        assertThat(problem.get("status").intValue()).isEqualTo(bad.status());
        assertThat(problem.get("code").asString())
                .as("%s%n%s", bad.name(), reply)
                .isEqualTo(bad.code());
        assertThat(problem.get("detail").asString()).as(bad.name()).containsPattern("\\p{IsHangul}");
        assertThat(reply.body())
                .doesNotContainPattern("Exception|coffee\\.ordering|org\\.|java\\.|tools\\.jackson|SQL");
        if (!bad.fields().isEmpty()) {
            assertThat(problem.path("errors")
                            .valueStream()
                            .map(error -> error.get("field").asString()))
                    .as("%s%n%s", bad.name(), reply)
                    .containsExactlyElementsOf(bad.fields());
        }
    }

    /** Every table, with all that is in it. */
    private Map<String, String> state() {
        Map<String, String> checksums = new TreeMap<>();
        books.sql("CHECKSUM TABLE " + tables).query(row -> {
            checksums.put(row.getString(1), row.getString(2));
        });
        return checksums;
    }
}
