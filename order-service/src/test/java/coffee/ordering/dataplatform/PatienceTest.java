package coffee.ordering.dataplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** An outage that outlasts all patience. */
@TestPropertySource(properties = {"coffee.data-platform.patience=3s", "coffee.data-platform.breaker-pause=500ms"})
class PatienceTest extends DataPlatformTest {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @ParameterizedTest
    @ValueSource(strings = {"broken", "slow"})
    void whatIsOlderThanThePatienceIsPutAsideAndToldOnRequest(String trouble) {
        platform.become(trouble, 60_000);
        List<String> first = orders(5);
        await().atMost(LONG).untilAsserted(() -> assertThat(letters()).hasSize(5));
        List<String> second = orders(5);
        await().atMost(LONG).untilAsserted(() -> assertThat(letters()).hasSize(10));

        for (JsonNode letter : letters()) {
            Instant putAside =
                    OffsetDateTime.parse(letter.get("putAsideAt").asString()).toInstant();
            Instant told = Instant.parse(letter.at("/origin/time").asString());
            assertThat(Duration.between(told, putAside)).isGreaterThanOrEqualTo(PATIENCE);
            assertThat(letter.get("reason").asString()).startsWith("no answer for PT3S: ");
        }
        platform.heal();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(replay().number("waiting")).isZero());
        assertThat(platform.orderNos()).containsAll(first).containsAll(second);
    }
}
