package coffee.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.local.junit.RealServers;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two ways to one answer: the short one, and the long one through Spring, which this header asks for. */
@RealServers
class ShowcaseTest extends DisplayTest {

    private static final String[] THE_LONG_WAY = {"Accept", "application/json;q=0.9"};

    @ParameterizedTest
    @ValueSource(strings = {"/display/menu", "/display/best"})
    void givesTheSameAnswerAsTheControllers(String path) {
        showSomething();
        String tag = tagOf(path);

        same(path, get(path), get(path, THE_LONG_WAY), 200);
        for (String condition : List.of(tag, "W/" + tag, "\"other\", " + tag)) {
            same(path, get(path, "If-None-Match", condition), theLongWay(path, condition), 304);
        }
        for (String condition : List.of("\"other\"", "", "rubbish")) {
            same(path, get(path, "If-None-Match", condition), theLongWay(path, condition), 200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/display/menu", "/display/best"})
    void servesOnlyThePlainestRequest(String path) {
        showSomething();
        double before = metric("coffee.showcase.answers");

        assertThat(get(path + "?x=y").body()).isEqualTo(get(path, THE_LONG_WAY).body());
        assertThat(get(path, "Accept", "text/html").statusCode()).isEqualTo(406);
        assertThat(send(HttpRequest.newBuilder(address(path)).method("HEAD", BodyPublishers.noBody()))
                        .body())
                .isEmpty();
        assertThat(send(HttpRequest.newBuilder(address(path)).POST(BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(405);
        String tooLarge = "x".repeat(64 * 1024 + 1);
        assertThat(send(HttpRequest.newBuilder(address(path)).method("GET", BodyPublishers.ofString(tooLarge)))
                        .statusCode())
                .isEqualTo(413);
        assertThat(metric("coffee.showcase.answers")).isEqualTo(before);

        get(path);
        get(path, "Accept", "*/*");
        get(path, "If-None-Match", tagOf(path));
        // The tag was asked for too.
        assertThat(metric("coffee.showcase.answers")).isEqualTo(before + 4);
    }

    @Test
    void saysHowOldItIsOnBothWays() {
        showSomething();
        database.execute("RENAME TABLE board_version TO board_version_away");
        await().until(() -> get("/display/menu").headers().firstValue("Age").isPresent());

        HttpResponse<String> shown = get("/display/menu", THE_LONG_WAY);
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.headers().firstValueAsLong("Age").orElse(0)).isBetween(2L, 20L);
        assertThat(shown.headers().allValues("Cache-Control")).containsExactly("no-cache");

        database.execute("RENAME TABLE board_version_away TO board_version");
        await().until(() -> get("/display/menu").headers().firstValue("Age").isEmpty());
    }

    private void showSomething() {
        String latte = menu("on show");
        say(order(clock.instant().toString(), cups(1, latte)));
        await().until(() -> best("?limit=50").contains("on show 1"));
    }

    private HttpResponse<String> theLongWay(String path, String condition) {
        return get(path, "Accept", "application/json;q=0.9", "If-None-Match", condition);
    }

    private static void same(String path, HttpResponse<String> shortWay, HttpResponse<String> longWay, int status) {
        assertThat(shortWay.statusCode()).as(path).isEqualTo(status);
        assertThat(longWay.statusCode()).as(path).isEqualTo(status);
        assertThat(shortWay.body()).isEqualTo(longWay.body());
        for (String header : List.of("ETag", "Cache-Control", "Content-Type", "Content-Length", "Age")) {
            assertThat(shortWay.headers().allValues(header))
                    .as(header)
                    .isEqualTo(longWay.headers().allValues(header));
        }
    }

    private String tagOf(String path) {
        return get(path).headers().firstValue("ETag").orElseThrow();
    }
}
