package coffee.local.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What guards every answer has to be able to say no. */
class ContractTest {

    private static final Map<String, String> KEYED = Map.of("Content-Type", "application/json", "Idempotency-Key", "k");
    private static final Map<String, String> REFUSED = Map.of("Content-Type", "application/problem+json;charset=UTF-8");

    private final Contract contract = Contract.of(page());

    @Test
    void findsNothingWrongWithWhatIsAsDescribed() {
        assertThat(breaches(200, KEYED, "{\"cupId\":\"CUP-1\",\"lids\":[1]}")).isEmpty();
        assertThat(breaches(409, REFUSED, "{\"code\":\"BROKEN\"}")).isEmpty();
        assertThat(contract.breaches("GET", "/elsewhere", 200, name -> Optional.empty(), ""))
                .isEmpty();
    }

    @Test
    void findsWhatIsNotDescribed() {
        assertThat(breaches(404, REFUSED, "{}")).containsExactly("status 404 is not described");
        assertThat(breaches(409, REFUSED, "{\"code\":\"LOST\"}")).containsExactly("code LOST is not described for 409");
        assertThat(breaches(200, KEYED, "{\"cupId\":\"CUP-1\",\"more\":1}")).hasSize(1);
        assertThat(breaches(200, with(KEYED, "Retry-After", "1"), "{\"cupId\":\"CUP-1\"}"))
                .containsExactly("the header Retry-After is not described");
        assertThat(breaches(200, with(KEYED, "Content-Type", "text/html"), ""))
                .containsExactly("type text/html is not described for 200");
    }

    @Test
    void findsWhatIsMissingOrOtherwise() {
        assertThat(breaches(200, Map.of("Content-Type", "application/json"), "{\"cupId\":\"CUP-1\"}"))
                .containsExactly("the header Idempotency-Key is missing");
        assertThat(breaches(200, KEYED, "{}")).hasSize(1);
        assertThat(breaches(200, KEYED, "{\"cupId\":\"CUP-10\"}")).hasSize(1);
        assertThat(breaches(200, KEYED, "{\"cupId\":\"CUP-1\",\"lids\":[10]}")).hasSize(1);
        assertThat(breaches(200, KEYED, "not JSON")).hasSize(1);
    }

    @Test
    void takesUnknownFieldsInRequestsOnly() {
        assertThat(contract.breachesOfRequest("POST", "/cups/{cupId}", bytes("{\"cupId\":\"CUP-1\",\"more\":1}")))
                .isEmpty();
        assertThat(contract.breachesOfRequest("POST", "/cups/{cupId}", bytes("{\"more\":1}")))
                .hasSize(1);
    }

    @Test
    void knowsADoorByItsExamples() {
        Door door = contract.doors().getFirst();

        assertThat(door).hasToString("POST /cups/{cupId}");
        assertThat(door.exampleAddress()).isEqualTo("/cups/CUP-1?size=2");
        assertThat(door.exampleBody()).isEqualTo("{\"cupId\":\"CUP-1\",\"lids\":[3]}");
        assertThat(door.answers()).containsExactly("200", "409 BROKEN");
        assertThat(contract.doorOf("POST", "/cups/CUP-1/lid")).isEmpty();
    }

    private List<String> breaches(int status, Map<String, String> headers, String body) {
        return contract.breaches("POST", "/cups/CUP-1", status, name -> Optional.ofNullable(headers.get(name)), body);
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return more;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String page() {
        try (InputStream in = requireNonNull(ContractTest.class.getResourceAsStream("page.json"))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
