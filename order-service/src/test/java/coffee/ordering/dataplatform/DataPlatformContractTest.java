package coffee.ordering.dataplatform;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import coffee.events.OrderPlaced;
import coffee.events.OrderedMenu;
import coffee.ordering.OrderServiceTest;
import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How we speak to the data platform, tried on the stub that is made of its contract. Who asks for anything else is answered 404 there. */
class DataPlatformContractTest extends OrderServiceTest {

    private static final WireMockServer STUB =
            new WireMockServer(options().dynamicPort().usingFilesUnderDirectory("target/stubs"));
    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    private DataPlatform platform;

    @DynamicPropertySource
    static void platform(DynamicPropertyRegistry properties) {
        STUB.start();
        properties.add("coffee.data-platform.url", STUB::baseUrl);
    }

    @AfterAll
    static void close() {
        STUB.stop();
    }

    @BeforeEach
    void forget() {
        STUB.resetRequests();
    }

    @Test
    void tellsAnOrderExactlyAsAgreed() throws IOException {
        tell(1);
        tell(2);

        assertThat(STUB.findAll(postRequestedFor(anyUrl())).stream()
                        .map(request -> JSON.readTree(request.getBodyAsString())))
                .containsExactly(agreed("takes_an_order"), agreed("drops_a_repeat"));
    }

    @Test
    void takesARefusalForGood() {
        assertThatThrownBy(() -> tell(3)).isInstanceOf(OrderRefused.class).hasMessageContaining("422");
    }

    @Test
    void comesAgainWhenItIsAskedTo() {
        assertThatThrownBy(() -> tell(4))
                .asInstanceOf(type(NoAnswer.class))
                .extracting(NoAnswer::retryAfter)
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void comesAgainWhenThePlatformIsBroken() {
        assertThatThrownBy(() -> tell(5)).isInstanceOf(NoAnswer.class);
    }

    private void tell(int number) {
        OrderPlaced placed = new OrderPlaced(
                "ORD-%08d".formatted(number),
                "CUST-00000001",
                12_600,
                12_600,
                12_600,
                OffsetDateTime.parse("2026-11-21T12:00:00+09:00"),
                List.of(
                        new OrderedMenu("MENU-00000001", "아이스 아메리카노", 4_200, 1),
                        new OrderedMenu("MENU-00000002", "핫 아메리카노", 4_200, 2)));
        platform.take(placed.id(), PaidOrder.of(placed));
    }

    private static JsonNode agreed(String contract) throws IOException {
        String page = "/contracts/dataplatform/" + contract + ".yml";
        try (InputStream file = requireNonNull(DataPlatformContractTest.class.getResourceAsStream(page))) {
            JsonNode read = JSON.valueToTree(new Yaml().load(file));
            return JSON.readTree(read.at("/request/body").toString());
        }
    }
}
