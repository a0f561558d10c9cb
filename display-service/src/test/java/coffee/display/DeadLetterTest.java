package coffee.display;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.events.OrderPlaced;
import coffee.local.junit.RealServers;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Each test leaves no letter open but those that can never be applied. */
@RealServers
class DeadLetterTest extends DisplayTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 20);
    private static final String NOON = "2026-01-20T12:00:00+09:00";

    private long neverMore;

    @BeforeEach
    void countWhatIsOpen() {
        neverMore = letters("").get("open").asLong();
    }

    @Test
    void tellsWhatWasPutAsideAndWhy() {
        say(ORDERS, "coffee.order.placed.v9", "{\"orderNo\":\"ORD-7\"}".getBytes(UTF_8));
        say(ORDERS, "coffee.order.placed.v1", new byte[] {(byte) 0xff, 'x'});
        await().until(() -> letters("").get("open").asLong() == neverMore + 2);

        JsonNode newest = letters("?limit=2");
        assertThat(newest.get("complete").asBoolean()).isTrue();
        JsonNode unreadable = newest.get("letters").get(0);
        JsonNode unknown = newest.get("letters").get(1);
        assertThat(unknown.get("topic").asString()).endsWith(ORDERS);
        assertThat(unknown.get("id").asString())
                .isEqualTo(unknown.get("topic").asString() + "-"
                        + unknown.get("partition").asInt() + "@"
                        + unknown.get("offset").asLong());
        assertThat(unknown.get("key").asString()).isEqualTo(KEY);
        assertThat(unknown.get("type").asString()).isEqualTo("coffee.order.placed.v9");
        assertThat(unknown.get("reason").asString()).isEqualTo("unknown version: coffee.order.placed.v9");
        assertThat(unknown.get("payload").asString()).isEqualTo("{\"orderNo\":\"ORD-7\"}");
        assertThat(unknown.get("replayedAt").isNull()).isTrue();
        assertThat(unreadable.get("payload").asString()).endsWith("x");
        assertThat(unreadable.get("reason").asString()).startsWith("not a coffee.order.placed.v1");
        assertThat(letters("?limit=1").get("letters")).hasSize(1);
    }

    @Test
    void countsOnceWhatIsReplayedAndDoesNotCallItOpenAnyMore() {
        String latte = menu("refused at first");
        refuse(latte);
        say(order(NOON, cups(2, latte)));
        say(order(NOON, cups(1, latte)));
        await().until(() -> letters("").get("open").asLong() == neverMore + 2);
        assertThat(letters("?limit=1").get("letters").get(0).get("reason").asString())
                .contains("CONSTRAINT");
        accept();

        Map<String, Object> before = everything();
        JsonNode would = replay("?dryRun=true");
        assertThat(would.get("dryRun").asBoolean()).isTrue();
        assertThat(would.get("applied").asLong()).isEqualTo(2);
        assertThat(everything()).isEqualTo(before);
        assertThat(letters("").get("open").asLong()).isEqualTo(neverMore + 2);

        JsonNode did = replay("?dryRun=false");
        assertThat(did.get("dryRun").asBoolean()).isFalse();
        assertThat(did.get("applied").asLong()).isEqualTo(2);
        assertThat(did.get("refused").asLong()).isEqualTo(neverMore);
        await().untilAsserted(() -> assertThat(best("/" + DAY)).contains("refused at first 2"));
        assertThat(letters("").get("open").asLong()).isEqualTo(neverMore);
        assertThat(letters("?open=true").get("letters").valueStream().map(line -> line.get("replayedAt")))
                .allMatch(JsonNode::isNull);
        assertThat(letters("?limit=1").get("letters").get(0).get("replayedAt").isNull())
                .isFalse();

        assertThat(replay("").get("applied").asLong()).isZero();
        assertThat(best("/" + DAY)).contains("refused at first 2");
    }

    @Test
    void doesNotCountAgainWhatCameByAnotherWayMeanwhile() {
        String latte = menu("came twice");
        OrderPlaced order = order(NOON, cups(1, latte));
        refuse(latte);
        say(order);
        await().until(() -> letters("").get("open").asLong() == neverMore + 1);
        accept();
        say(order);
        await().until(() -> best("/" + DAY).contains("came twice 1"));

        JsonNode did = replay("?dryRun=false");

        assertThat(did.get("applied").asLong()).isZero();
        assertThat(did.get("repeated").asLong()).isEqualTo(1);
        assertThat(letters("").get("open").asLong()).isEqualTo(neverMore);
        assertThat(countOf(latte)).isEqualTo(1);
    }

    @Test
    void keepsOpenWhatIsRefusedAgain() {
        String latte = menu("refused again");
        refuse(latte);
        say(order(NOON, cups(1, latte)));
        await().until(() -> letters("").get("open").asLong() == neverMore + 1);

        for (String dryRun : List.of("true", "false")) {
            JsonNode did = replay("?dryRun=" + dryRun);
            assertThat(did.get("applied").asLong()).isZero();
            assertThat(did.get("refused").asLong()).isEqualTo(neverMore + 1);
            List<JsonNode> lines = did.get("letters").valueStream().toList();
            assertThat(lines.getLast().get("outcome").asString()).isEqualTo("REFUSED");
            assertThat(lines.getLast().get("reason").asString()).contains("CONSTRAINT");
        }
        assertThat(letters("").get("open").asLong()).isEqualTo(neverMore + 1);
        accept();
        replay("");
    }

    @Test
    void replaysAMenuOnlyForward() {
        String id = menu("first");
        say(menu(id, 2, "x".repeat(201), true));
        await().until(() -> letters("").get("open").asLong() == neverMore + 1);
        say(menu(id, 3, "third", true));
        await().until(() -> get("/display/menu/" + id).body().contains("third"));
        database.execute("ALTER TABLE menu MODIFY name VARCHAR(300) NOT NULL");

        JsonNode replayed = replay("");
        assertThat(replayed.get("applied").asLong()).isZero();
        assertThat(replayed.get("repeated").asLong()).isEqualTo(1);

        assertThat(letters("").get("open").asLong()).isEqualTo(neverMore);
        assertThat(database.queryForList("SELECT name FROM menu WHERE version = 3", String.class))
                .containsExactly("third");
    }

    /** A process that was killed before its offsets were committed puts the same record aside again. */
    @Test
    void listsALetterOnceThoughItWasPutAsideTwice() {
        say(ORDERS, "coffee.order.placed.v9", "twice".getBytes(UTF_8));
        await().until(() -> letters("").get("open").asLong() == neverMore + 1);
        int before = deadLetters(ORDERS).size();
        say(deadLetters(ORDERS).getLast());
        assertThat(deadLetters(ORDERS)).hasSize(before + 1);

        assertThat(letters("").get("open").asLong()).isEqualTo(neverMore + 1);
    }

    /** A topic that was made anew begins with the same offsets again. */
    @Test
    void tellsLettersOfOneOffsetApartByTheirTime() {
        for (String time : List.of("1767225600000", "1767312000000")) {
            say(
                    ORDERS + "-dlt",
                    "coffee.order.placed.v9",
                    "{}".getBytes(UTF_8),
                    story("dlt_topic", prefixed(ORDERS)),
                    story("dlt_partition", "3"),
                    story("dlt_offset", "5"),
                    story("dlt_timestamp", time));
        }

        await().until(() -> letters("").get("open").asLong() == neverMore + 2);
    }

    private static Header story(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    @Test
    void readsLettersThatItDidNotWrite() {
        say(ORDERS + "-dlt", null, "who wrote this?".getBytes(UTF_8));
        await().until(() -> letters("").get("open").asLong() == neverMore + 1);

        JsonNode letter = letters("?limit=1").get("letters").get(0);
        assertThat(letter.get("payload").asString()).isEqualTo("who wrote this?");
        assertThat(letter.get("topic").asString()).endsWith(ORDERS + "-dlt");
        assertThat(replay("").get("refused").asLong()).isEqualTo(neverMore + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=501", "?limit=x", "?open=yes", "?open="})
    void refusesParametersThatMakeNoSense(String query) {
        assertThat(get("/admin/dead-letters" + query, "Authorization", staff()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void isForStaff() {
        assertThat(get("/admin/dead-letters").statusCode()).isEqualTo(401);
        assertThat(post("/admin/dead-letters/replay").statusCode()).isEqualTo(401);
        assertThat(post("/admin/dead-letters/replay?dryRun=perhaps", "Authorization", staff())
                        .statusCode())
                .isEqualTo(400);
    }

    private JsonNode letters(String query) {
        HttpResponse<String> answer = get("/admin/dead-letters" + query, "Authorization", staff());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return read(answer.body());
    }

    private JsonNode replay(String query) {
        HttpResponse<String> answer = post("/admin/dead-letters/replay" + query, "Authorization", staff());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return read(answer.body());
    }

    private HttpResponse<String> post(String path, String... headers) {
        return send(HttpRequest.newBuilder(address(path)).POST(BodyPublishers.noBody()), headers);
    }

    /** From now on the database refuses valid orders of this menu. */
    private void refuse(String menuId) {
        database.execute("ALTER TABLE sales ADD CONSTRAINT not_this CHECK (menu_id <> " + number(menuId) + ")");
    }

    private void accept() {
        database.execute("ALTER TABLE sales DROP CONSTRAINT not_this");
    }

    private long countOf(String menuId) {
        return database.queryForList("SELECT order_cnt FROM sales WHERE menu_id = ?", Long.class, number(menuId))
                .getFirst();
    }

    private static long number(String menuId) {
        return Long.parseLong(menuId.substring("MENU-".length()));
    }

    private Map<String, Object> everything() {
        List<String> tables =
                new ArrayList<>(List.of("sales", "menu", "applied_event", "board_version", "replayed_letter"));
        return Map.of(
                "rows",
                tables.stream()
                        .map(table -> database.queryForList("SELECT * FROM " + table))
                        .toList());
    }
}
