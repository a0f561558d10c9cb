package coffee.display;

import static java.time.ZonedDateTime.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.events.OrderPlaced;
import coffee.events.OrderedMenu;
import coffee.local.junit.RealServers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/** Each test moves the clock to a month of its own. */
@RealServers
class PopularMenusTest extends DisplayTest {

    @Test
    void countsFromTheStartOfTheDaySevenDaysAgo() {
        clock.moveTo(parse("2026-02-15T18:00:00+09:00"));
        say(order("2026-02-07T23:59:59+09:00", cups(1, menu("too old"))));
        say(order("2026-02-08T00:00:00+09:00", cups(1, menu("just in"))));
        say(order("2026-02-15T17:00:00+09:00", cups(1, menu("today"))));

        await().until(() -> best("").equals(List.of("just in 1", "today 1")));
        assertThat(best("?days=8")).contains("too old 1");
        assertThat(best("?days=1")).containsExactly("today 1");
    }

    @Test
    void movesOnAtTheShopsMidnightThoughNothingHappens() {
        clock.moveTo(parse("2026-03-15T23:59:59+09:00"));
        say(order("2026-03-08T12:00:00+09:00", cups(1, menu("a week old"))));
        await().until(() -> best("").equals(List.of("a week old 1")));

        clock.moveTo(parse("2026-03-16T00:00:00+09:00"));

        assertThat(best("")).isEmpty();
    }

    /** The one that the clock of these tests stands in for. */
    @Test
    void itsOwnClockGoesByTheShopsZone(@Autowired @Qualifier("clock") Clock own) {
        assertThat(own).isEqualTo(Clock.system(MovableClock.SEOUL));
    }

    @Test
    void givesTiesToTheSmallerMenu() {
        clock.moveTo(parse("2026-04-15T12:00:00+09:00"));
        String first = menu("first");
        String second = menu("second");
        say(menu("MENU-100000000", 1, "nine digits", true));
        say(ordered("MENU-100000000"));
        say(ordered(second));
        say(ordered(first));

        await().until(() -> best("").equals(List.of("first 1", "second 1", "nine digits 1")));
    }

    @Test
    void givesNoPlaceToAHiddenMenu() {
        clock.moveTo(parse("2026-05-25T12:00:00+09:00"));
        String hidden = menu("hidden");
        OrderedMenu[] rest = {cups(1, menu("a")), cups(1, menu("b")), cups(1, menu("c"))};
        say(order("2026-05-25T12:00:00+09:00", cups(1, hidden)));
        say(order("2026-05-25T12:00:00+09:00", cups(1, hidden)));
        say(order("2026-05-25T12:00:00+09:00", rest));
        await().until(() -> best("").equals(List.of("hidden 2", "a 1", "b 1")));

        say(menu(hidden, 2, "hidden", false));

        await().until(() -> best("").equals(List.of("a 1", "b 1", "c 1")));
    }

    @Test
    void ranksByCupsWhereAskedAndStillCountsOrders() {
        clock.moveTo(parse("2026-06-15T12:00:00+09:00"));
        String often = menu("often");
        say(order("2026-06-15T12:00:00+09:00", cups(1, often)));
        say(order("2026-06-15T12:00:00+09:00", cups(1, often)));
        say(order("2026-06-15T12:00:00+09:00", cups(50, menu("much"))));

        await().until(() -> best("").equals(List.of("often 2", "much 1")));
        assertThat(best("?by=qy")).containsExactly("much 1", "often 2");
        assertThat(best("?limit=1")).containsExactly("often 2");
    }

    @Test
    void showsADayOfLongAgo() {
        clock.moveTo(parse("2025-01-02T12:00:00+09:00"));
        say(order("2025-01-01T12:00:00+09:00", cups(1, menu("long ago"))));
        await().until(() -> best("/2025-01-01").equals(List.of("long ago 1")));
        clock.moveTo(parse("2026-08-15T12:00:00+09:00"));
        assertThat(best("/2025-01-01")).containsExactly("long ago 1");
        assertThat(best("/2025-01-01?by=qy&limit=50")).containsExactly("long ago 1");
        assertThat(best("/0001-01-01")).isEmpty();
        assertThat(best("/9999-12-31")).isEmpty();
    }

    @Test
    void answersNotModifiedUntilSomethingIs() {
        clock.moveTo(parse("2026-09-15T12:00:00+09:00"));
        String latte = menu("tagged");
        say(order("2026-09-15T12:00:00+09:00", cups(1, latte)));
        await().until(() -> best("").equals(List.of("tagged 1")));
        String tag = get("/display/best").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> same = get("/display/best", "If-None-Match", tag);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();

        say(order("2026-09-15T12:00:00+09:00", cups(1, latte)));
        await().until(() -> get("/display/best", "If-None-Match", tag).statusCode() == 200);
        assertThat(get("/display/menu", "If-None-Match", tagOf("/display/menu")).statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource({
        "?limit=0, limit",
        "?limit=51, limit",
        "?limit=1.5, limit",
        "?limit=, limit",
        "?limit=3&limit=4, limit",
        "?limit=0x3, limit",
        "?limit=%203, limit",
        "?limit=99999999999999999999, limit",
        "?limit=%EF%BC%93, limit",
        "?days=0, days",
        "?days=31, days",
        "?days=x, days",
        "?by=cups, by",
        "?by=, by",
        "/2026-02-30, day",
        "/today, day",
        "/20260201, day",
        "/2026-02-01?limit=0, limit",
        "/-999-01-01, day"
    })
    void refusesParametersThatMakeNoSense(String query, String field) {
        menu("any");
        HttpResponse<String> answer = get("/display/best" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(read(answer.body()).get("code").asString()).isEqualTo("INVALID_REQUEST");
        assertThat(read(answer.body()).get("errors").get(0).get("field").asString())
                .isEqualTo(field);
    }

    private String tagOf(String path) {
        return get(path).headers().firstValue("ETag").orElseThrow();
    }

    private static OrderPlaced ordered(String menuId) {
        return order("2026-04-15T12:00:00+09:00", cups(1, menuId));
    }
}
