package coffee.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The golden files are what was ever published: they are added to, never changed. */
class EventCodecTest {

    private static final OffsetDateTime ORDERED = OffsetDateTime.parse("2026-11-21T20:15:30.123456+09:00");
    private static final List<OrderedMenu> LINES = List.of(
            new OrderedMenu("MENU-00000001", "아이스 아메리카노", 4200, 1),
            new OrderedMenu("MENU-00000002", "핫 아메리카노", 4200, 2));

    private static final JsonMapper JSON = JsonMapper.shared();

    private final EventCodec codec = new EventCodec();

    static Stream<Arguments> published() {
        return Stream.of(
                Arguments.of(
                        "coffee.order.placed.v1",
                        new OrderPlaced("ORD-00000027", "CUST-00000004", 12600, 12600, 12600, ORDERED, LINES)),
                Arguments.of(
                        "coffee.order.cancelled.v1",
                        new OrderCancelled(
                                "ORD-00000027", "CUST-00000004", 12600, ORDERED, ORDERED.plusMinutes(5), LINES)),
                Arguments.of(
                        "coffee.menu.changed.v1",
                        new MenuChanged(
                                "MENU-00000005",
                                3,
                                "모닝세트1",
                                4500,
                                true,
                                List.of(
                                        new MenuChanged.Product("PROD-00000001", "아메리카노"),
                                        new MenuChanged.Product("PROD-00000005", "베이글")))));
    }

    @ParameterizedTest
    @MethodSource("published")
    void readsWhatWasEverPublished(String type, CoffeeEvent event) throws IOException {
        assertThat(codec.decode(type, golden(type))).isEqualTo(new Decoded.Known(event));
    }

    @ParameterizedTest
    @MethodSource("published")
    void stillWritesEveryFieldThatItEverPublished(String type, CoffeeEvent event) throws IOException {
        EncodedEvent encoded = codec.encode(event, "/order-service", Instant.EPOCH);

        assertThat(encoded.type()).isEqualTo(type);
        assertHolds(JSON.readTree(encoded.json()), JSON.readTree(golden(type)), "");
    }

    /** There may be more than there was, but nothing less and nothing else. */
    private static void assertHolds(JsonNode written, JsonNode golden, String path) {
        if (golden.isObject()) {
            golden.properties().forEach(field -> {
                assertThat(written.has(field.getKey()))
                        .as(path + "/" + field.getKey())
                        .isTrue();
                assertHolds(written.get(field.getKey()), field.getValue(), path + "/" + field.getKey());
            });
        } else if (golden.isArray()) {
            assertThat(written.size()).as(path).isEqualTo(golden.size());
            for (int at = 0; at < golden.size(); at++) {
                assertHolds(written.get(at), golden.get(at), path + "/" + at);
            }
        } else {
            assertThat(written).as(path).isEqualTo(golden);
        }
    }

    @Test
    void carriesTheCloudEventAttributesInTheHeaders() {
        EncodedEvent encoded = codec.encode(
                new OrderPlaced("ORD-00000027", "CUST-00000004", 12600, 12600, 12600, ORDERED, LINES),
                "/order-service",
                Instant.parse("2026-11-21T11:15:30.123456Z"));

        assertThat(encoded.topic()).isEqualTo("order-menu");
        assertThat(encoded.key()).isEqualTo("ORD-00000027");
        assertThat(encoded.headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", "ORD-00000027/placed")
                .containsEntry("ce_type", "coffee.order.placed.v1")
                .containsEntry("ce_source", "/order-service")
                .containsEntry("ce_time", "2026-11-21T11:15:30.123456Z")
                .containsEntry("content-type", "application/json");
    }

    @Test
    void readsAFieldThatIsAddedLaterAsIfItWereNotThere() {
        byte[] newer = """
                {"menuId":"MENU-00000001","version":1,"menuNm":"라떼","menuPrice":5000,"onSale":true,"products":[],"calories":120}\
                """.getBytes(StandardCharsets.UTF_8);

        assertThat(codec.decode("coffee.menu.changed.v1", newer))
                .isEqualTo(new Decoded.Known(new MenuChanged("MENU-00000001", 1, "라떼", 5000, true, List.of())));
    }

    @Test
    void passesOverATypeItDoesNotKnow() {
        assertThat(codec.decode("coffee.cup.washed.v1", new byte[] {1}))
                .isEqualTo(new Decoded.UnknownType("coffee.cup.washed.v1"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void refusesWhatClaimsToBeOursAndIsNot(String type, byte[] value) {
        assertThatThrownBy(() -> codec.decode(type, value)).isInstanceOf(UnreadableEvent.class);
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of(null, bytes("{}")),
                Arguments.of("coffee.order.placed.v2", bytes("{}")),
                Arguments.of("coffee.order.placed.v1", bytes("{}")),
                Arguments.of("coffee.order.placed.v1", bytes("null")),
                Arguments.of("coffee.order.placed.v1", bytes("")),
                Arguments.of("coffee.order.placed.v1", null),
                Arguments.of("coffee.order.placed.v1", bytes("{\"orderNo\":")),
                Arguments.of("coffee.order.placed.v1", new byte[] {(byte) 0xff, 0x00}),
                Arguments.of("coffee.menu.changed.v1", bytes("{\"menuId\":\"MENU-00000001\"}")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] golden(String type) throws IOException {
        try (InputStream file = EventCodecTest.class.getResourceAsStream("/golden/" + type + ".json")) {
            assertThat(file).as("golden file of " + type).isNotNull();
            return file.readAllBytes();
        }
    }
}
