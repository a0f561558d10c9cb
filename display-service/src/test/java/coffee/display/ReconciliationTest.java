package coffee.display;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.events.OrderPlaced;
import coffee.local.junit.RealServers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.config.CronTask;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.scheduling.support.SimpleTriggerContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Each test has a day of its own. What is said is on its way to the display, what is written is among the orders. */
@RealServers
@TestPropertySource(properties = {"coffee.reconciliation.patience=2s", "coffee.order-service.read=1s"})
class ReconciliationTest extends DisplayTest {

    private static final PaperOrders PAPER = new PaperOrders();

    @DynamicPropertySource
    static void orderService(DynamicPropertyRegistry registry) {
        registry.add("coffee.order-service.url", PAPER::address);
    }

    @BeforeEach
    void nothingUnusual() {
        PAPER.disturb((path, time) -> "");
        PAPER.unsent();
        clock.moveTo(ZonedDateTime.parse("2026-02-01T00:00:00+09:00"));
    }

    @AfterAll
    static void close() {
        PAPER.close();
    }

    @Test
    void namesWhatIsCountedWrongByMenuAndDay() {
        String right = menu("right");
        String tooFew = menu("too few");
        String lost = menu("lost");
        OrderPlaced cancelled = taken(order("2026-01-10T12:00:00+09:00", cups(2, right), cups(1, tooFew)));
        taken(order("2026-01-10T12:00:00+09:00", cups(3, right), cups(2, tooFew), cups(1, lost)));
        taken(order("2026-01-11T12:00:00+09:00", cups(1, tooFew)));
        say(PAPER.write(cancel(cancelled)));
        bestOf("/2026-01-10", "right 1");
        assertThat(compare("2026-01-09", "2026-01-12").get("agreed").asInt()).isEqualTo(4);

        database.update("UPDATE sales SET order_cnt = 7 WHERE menu_id = ? AND day = '2026-01-11'", number(tooFew));
        database.update("DELETE FROM sales WHERE menu_id = ?", number(lost));
        database.update(
                "INSERT INTO sales (book, day, menu_id, order_cnt, cup_cnt) VALUES (0, '2026-01-12', ?, 1, 5)",
                number(right));

        JsonNode findings = compare("2026-01-09", "2026-01-12");
        assertThat(lines(findings, "differences"))
                .containsExactly(
                        "2026-01-10 " + lost + " ours 0/0 theirs 1/1",
                        "2026-01-11 " + tooFew + " ours 7/1 theirs 1/1",
                        "2026-01-12 " + right + " ours 1/5 theirs 0/0");
        assertThat(lines(findings, "stillArriving")).isEmpty();
        assertThat(findings.get("agreed").asInt()).isEqualTo(2);
    }

    @Test
    void waitsForWhatIsStillInTheOutbox() {
        OrderPlaced order = PAPER.write(order("2026-01-13T12:00:00+09:00", cups(1, menu("unsent"))));
        PAPER.unsent(7, 9);
        PAPER.disturb((path, time) -> {
            if (path.equals(PaperOrders.OUTBOX) && time == 4) {
                say(order);
                allIsSaid();
                PAPER.unsent(12, 12);
            }
            return "";
        });

        assertThat(compare("2026-01-13")).isEqualTo("0 differences, 0 still arriving");
        assertThat(PAPER.asked(PaperOrders.OUTBOX)).isEqualTo(4);
    }

    @Test
    void callsWhatIsNeverSentStillArriving() {
        OrderPlaced order = PAPER.write(order("2026-01-14T12:00:00+09:00", cups(1, menu("stuck"))));
        PAPER.unsent(7);
        assertThat(compare("2026-01-14")).isEqualTo("0 differences, 1 still arriving");

        say(order);
        allIsSaid();
        PAPER.unsent();
        assertThat(compare("2026-01-14")).isEqualTo("0 differences, 0 still arriving");
    }

    @Test
    void callsWhatTheIntakeHasNotEnteredYetStillArriving() throws SQLException {
        String latte = menu("waiting");
        taken(order("2026-01-15T12:00:00+09:00", cups(1, latte)));
        bestOf("/2026-01-15", "waiting 1");
        try (Connection other = lockedSalesOf("2026-01-15")) {
            taken(order("2026-01-15T12:00:00+09:00", cups(1, latte)));
            assertThat(compare("2026-01-15")).isEqualTo("0 differences, 1 still arriving");
            other.rollback();
        }

        assertThat(compare("2026-01-15")).isEqualTo("0 differences, 0 still arriving");
        bestOf("/2026-01-15", "waiting 2");
    }

    @Test
    void tellsABusyMenuFromOneThatIsCountedWrong() {
        String busy = menu("busy");
        String wrong = menu("busy and wrong");
        taken(order("2026-01-16T12:00:00+09:00", cups(1, busy), cups(1, wrong)));
        bestOf("/2026-01-16", "busy 1");
        database.update("UPDATE sales SET order_cnt = order_cnt - 3 WHERE menu_id = ?", number(wrong));
        PAPER.disturb((path, time) -> {
            if (path.equals(PaperOrders.SALES)) {
                taken(order("2026-01-16T12:00:00+09:00", cups(1, busy), cups(1, wrong)));
            }
            return "";
        });

        JsonNode findings = compare("2026-01-16", "2026-01-16");

        assertThat(lines(findings, "differences")).hasSize(1).first().asString().startsWith("2026-01-16 " + wrong);
    }

    @Test
    void isNotDeceivedByAnOrderThatComesAndGoesWhileItLooks() {
        String latte = menu("come and gone");
        OrderPlaced first = PAPER.write(order("2026-01-17T12:00:00+09:00", cups(1, latte)));
        OrderPlaced fleeting = order("2026-01-17T12:00:00+09:00", cups(1, latte));
        PAPER.disturb((path, time) -> {
            switch (path + " " + time) {
                case PaperOrders.OUTBOX + " 1" -> {
                    say(first);
                    taken(fleeting);
                }
                case PaperOrders.SALES + " 3" -> {
                    PAPER.write(cancel(fleeting));
                    PAPER.unsent(5);
                }
                case PaperOrders.OUTBOX + " 5" -> {
                    say(cancel(fleeting));
                    allIsSaid();
                    PAPER.unsent();
                }
                default -> {}
            }
            return "";
        });

        assertThat(compare("2026-01-17")).isEqualTo("0 differences, 0 still arriving");
        bestOf("/2026-01-17", "come and gone 1");
        assertThat(PAPER.asked(PaperOrders.SALES)).isEqualTo(4);
    }

    /** Whatever the zone of the machine. */
    @Test
    void isDueByItselfHalfAnHourAfterTheShopsMidnight(@Autowired ScheduledTaskHolder tasks) {
        SimpleTriggerContext elsewhere =
                new SimpleTriggerContext(Clock.fixed(Instant.parse("2026-03-10T12:00:00Z"), ZoneOffset.UTC));

        assertThat(tasks.getScheduledTasks().stream()
                        .map(ScheduledTask::getTask)
                        .filter(CronTask.class::isInstance)
                        .map(look ->
                                requireNonNull(((CronTask) look).getTrigger().nextExecution(elsewhere))))
                .containsExactly(Instant.parse("2026-03-10T15:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "500, order-service does not answer",
        "503, order-service does not answer",
        "401, the same COFFEE_STAFF_PASSWORD",
        "404, Check the versions",
        "[{}], Check the versions",
        "nonsense, Check the versions",
    })
    void saysWhyOrderServiceCannotBeAsked(String answer, String why) {
        PAPER.disturb((path, time) -> answer);

        HttpResponse<String> refused = asked("2026-01-18", "2026-01-18", "Accept-Language", "en");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(read(refused.body()).get("code").asString()).isEqualTo("TRY_AGAIN_LATER");
        assertThat(read(refused.body()).get("detail").asString()).contains(why);
    }

    @Test
    void doesNotHangWhereOrderServiceDoes() {
        CountDownLatch forever = new CountDownLatch(1);
        PAPER.disturb((path, time) -> {
            forever.await();
            return "";
        });
        long began = System.nanoTime();

        assertThat(asked("2026-01-18", "2026-01-18").statusCode()).isEqualTo(503);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        forever.countDown();
    }

    @Test
    void countsALookThatItsOwnDatabaseCutShortAsFailed() {
        double before = metric("coffee.reconciliation.runs?tag=outcome:failure");
        database.execute("RENAME TABLE sales TO sales_away");
        try {
            assertThat(asked("2026-01-18", "2026-01-18").statusCode()).isEqualTo(503);
        } finally {
            database.execute("RENAME TABLE sales_away TO sales");
        }
        assertThat(metric("coffee.reconciliation.runs?tag=outcome:failure")).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "from=2026-01-01, to",
        "to=2026-01-01, from",
        "from=2026-01-02&to=2026-01-01, to",
        "from=2026-01-01&to=2026-02-01, to",
        "from=2026-02-30&to=2026-03-01, from",
        "from=today&to=2026-01-01, from",
        "from=0999-12-31&to=0999-12-31, from",
        "from=3000-01-01&to=3000-01-01, from",
        "from=2026-01-01&to=2026-01-01&to=2026-01-02, to",
    })
    void refusesDaysThatMakeNoSense(String query, String field) {
        HttpResponse<String> answer = get("/admin/reconciliation?" + query, "Authorization", staff());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(read(answer.body()).at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(PAPER.asked(PaperOrders.SALES)).isZero();
    }

    @Test
    void isForStaffAlone() {
        assertThat(get("/admin/reconciliation?from=2026-01-01&to=2026-01-01").statusCode())
                .isEqualTo(401);
    }

    private OrderPlaced taken(OrderPlaced order) {
        PAPER.write(order);
        say(order);
        allIsSaid();
        return order;
    }

    private void bestOf(String day, String line) {
        await().until(() -> best(day).contains(line));
    }

    private Connection lockedSalesOf(String day) throws SQLException {
        Connection other = holder();
        other.createStatement().executeQuery("SELECT * FROM sales WHERE book = 0 AND day = '" + day + "' FOR UPDATE");
        return other;
    }

    private HttpResponse<String> asked(String from, String to, String... headers) {
        String[] all = Stream.concat(Stream.of("Authorization", staff()), Arrays.stream(headers))
                .toArray(String[]::new);
        return get("/admin/reconciliation?from=" + from + "&to=" + to, all);
    }

    private JsonNode compare(String from, String to) {
        HttpResponse<String> answer = asked(from, to);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return read(answer.body());
    }

    private String compare(String day) {
        JsonNode findings = compare(day, day);
        return findings.get("differences").size() + " differences, "
                + findings.get("stillArriving").size() + " still arriving";
    }

    private static List<String> lines(JsonNode findings, String which) {
        return findings.get(which)
                .valueStream()
                .map(line -> "%s %s ours %d/%d theirs %d/%d"
                        .formatted(
                                line.get("day").asString(),
                                line.get("menuId").asString(),
                                line.at("/ours/orderCnt").asLong(),
                                line.at("/ours/cupCnt").asLong(),
                                line.at("/theirs/orderCnt").asLong(),
                                line.at("/theirs/cupCnt").asLong()))
                .toList();
    }

    private static long number(String menuId) {
        return Long.parseLong(menuId.substring("MENU-".length()));
    }
}
