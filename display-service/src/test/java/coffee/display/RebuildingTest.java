package coffee.display;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.events.OrderCancelled;
import coffee.events.OrderPlaced;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Pages of two orders. What is written is among the orders; what is said is on its way by Kafka; what is taken is both. */
@TestPropertySource(
        properties = {
            "coffee.rebuild.orders=2",
            "coffee.rebuild.silence=30s",
            "coffee.rebuild.patience=2s",
            "coffee.rebuild.tidy-every=100ms",
            "coffee.order-service.read=10s"
        })
abstract class RebuildingTest extends DisplayTest {

    static final String NOON = "2026-01-10T12:00:00+09:00";
    static final String DAY = "/2026-01-10?limit=50";
    static final Duration LONG_ENOUGH = Duration.ofSeconds(20);
    static final PaperOrders PAPER = new PaperOrders();

    String latte = "";

    @DynamicPropertySource
    static void orderService(DynamicPropertyRegistry registry) {
        registry.add("coffee.order-service.url", PAPER::address);
    }

    @BeforeEach
    void anEmptyShop() {
        clock.moveTo(ZonedDateTime.parse("2026-01-20T12:00:00+09:00"));
        // Before its first menu the display shows nothing, not even that there is nothing.
        latte = menu("latte");
        PAPER.startAgain();
        rebuilt();
        shown();
    }

    OrderPlaced taken(OrderPlaced order) {
        PAPER.write(order);
        say(order);
        return order;
    }

    void taken(OrderCancelled cancel) {
        PAPER.write(cancel);
        say(cancel);
    }

    void shown(String... lines) {
        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(best(DAY)).containsExactly(lines));
    }

    /** As it is once everything said so far is in it. */
    List<String> bestNow() {
        String last = "last " + newOrderNo();
        say(order(NOON, cups(1, menu(last))));
        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(best(DAY)).contains(last + " 1"));
        return best(DAY).stream().filter(line -> !line.startsWith("last")).toList();
    }

    HttpResponse<String> rebuild(String... headers) {
        String[] all = Stream.concat(Stream.of("Authorization", staff()), Stream.of(headers))
                .toArray(String[]::new);
        return send(HttpRequest.newBuilder(address("/admin/rebuild")).POST(BodyPublishers.noBody()), all);
    }

    JsonNode rebuilt() {
        HttpResponse<String> begun = rebuild();
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        JsonNode ended = ended();
        assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("DONE");
        return ended;
    }

    JsonNode ended() {
        await().atMost(LONG_ENOUGH).untilAsserted(() -> {
            JsonNode progress = progress();
            assertThat(progress.get("state").asString()).as(progress.toString()).isNotEqualTo("RUNNING");
        });
        return progress();
    }

    JsonNode progress() {
        HttpResponse<String> told = get("/admin/rebuild", "Authorization", staff());
        assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
        return read(told.body());
    }

    Connection lockedSales(int book) throws SQLException {
        Connection other = holder();
        other.createStatement().executeQuery("SELECT * FROM sales WHERE book = " + book + " FOR UPDATE");
        return other;
    }

    void awaitABlockedIntake() {
        awaitSomebodyWhoWaitsFor("sales");
    }

    static void awaitUntil(CountDownLatch latch) {
        await().atMost(LONG_ENOUGH).until(() -> latch.getCount() == 0);
    }

    static List<String> threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name::equals)
                .toList();
    }

    int live() {
        return requireNonNull(database.queryForObject("SELECT live FROM books", Integer.class));
    }

    int beside() {
        return besides().getFirst();
    }

    List<Integer> besides() {
        return database.query("SELECT beside FROM books WHERE beside IS NOT NULL", (row, number) -> row.getInt(1));
    }

    int rowsOf(int book) {
        return requireNonNull(database.queryForObject(
                "SELECT (SELECT COUNT(*) FROM sales WHERE book = ?) + (SELECT COUNT(*) FROM applied_event WHERE book = ?)",
                Integer.class,
                book,
                book));
    }

    List<String> sales() {
        return database.query(
                "SELECT CONCAT(day, ' ', order_cnt, '/', cup_cnt) FROM sales WHERE book = (SELECT live FROM books)"
                        + " AND order_cnt <> 0 ORDER BY day, menu_id",
                (row, number) -> row.getString(1));
    }

    List<String> marks() {
        return database.query(
                "SELECT event_id FROM applied_event WHERE book = (SELECT live FROM books) ORDER BY event_id",
                (row, number) -> row.getString(1));
    }

    static long number(String menuId) {
        return Long.parseLong(menuId.substring("MENU-".length()));
    }
}
