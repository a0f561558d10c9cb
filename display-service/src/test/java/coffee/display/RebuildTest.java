package coffee.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.events.OrderEvent;
import coffee.events.OrderPlaced;
import coffee.events.OrderedMenu;
import coffee.local.junit.RealServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@RealServers
class RebuildTest extends RebuildingTest {

    // ---- what comes out

    @Test
    void makesTheSameTablesWhereNothingWasWrong() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<OrderEvent> events = history(random, 60);
        Collections.shuffle(events, random);
        events.forEach(this::say);
        events.subList(0, 20).forEach(this::say);
        await().until(() -> marks().size() == events.size());
        List<String> sales = sales();
        List<String> marks = marks();

        JsonNode done = rebuilt();

        assertThat(sales()).as("seed " + seed).isEqualTo(sales).isNotEmpty();
        assertThat(marks()).as("seed " + seed).isEqualTo(marks);
        assertThat(done.get("events").asInt()).isEqualTo(events.size());
        assertThat(done.get("pages").asInt()).isEqualTo(30);
        assertThat(done.get("lastOrderNo").asString())
                .isEqualTo(done.get("newestOrderNo").asString());
        assertThat(metric("coffee.rebuild.progress")).isEqualTo(1);
        assertThat(metric("coffee.rebuild.events")).isEqualTo(events.size());
        assertThat(metric("coffee.rebuild.running")).isZero();
        assertThat(metric("coffee.rebuild.last.success")).isPositive();
    }

    @Test
    void healsTablesThatSayWhatNobodyOrdered() {
        OrderPlaced uncounted = order(NOON, cups(1, latte));
        database.update(
                "INSERT INTO applied_event (book, event_id, day) SELECT live, ?, '2026-01-10' FROM books",
                uncounted.id());
        taken(uncounted);
        OrderPlaced twice = taken(order(NOON, cups(1, latte)));
        taken(cancel(taken(order(NOON, cups(9, latte)))));
        taken(order("2025-12-31T12:00:00+09:00", cups(1, latte)));
        await().until(() -> best("/2025-12-31").equals(List.of("latte 1")));
        database.update("DELETE FROM applied_event WHERE event_id = ?", twice.id());
        say(twice);
        await().until(() -> best(DAY).equals(List.of("latte 2")));
        database.update("UPDATE sales SET order_cnt = 77 WHERE day = '2025-12-31'");
        database.update(
                "INSERT INTO sales (book, day, menu_id, order_cnt, cup_cnt) SELECT live, '2026-01-11', ?, 5, 5 FROM books",
                number(latte));

        rebuilt();

        assertThat(sales()).containsExactly("2025-12-31 1/1", "2026-01-10 2/2");
        shown("latte 2");
        assertThat(best("/2025-12-31")).containsExactly("latte 1");
        assertThat(best("/2026-01-11")).isEmpty();
        say(twice);
        say(uncounted);
        assertThat(bestNow()).containsExactly("latte 2");
    }

    @Test
    void fillsAnEmptyDisplayWhenKafkaHasForgottenEverything() {
        IntStream.range(0, 5).forEach(i -> PAPER.write(order(NOON, cups(2, latte))));
        PAPER.disturb((path, time) -> {
            if (path.equals(PaperOrders.MENUS)) {
                say(menu(latte, 2, "told again", true));
            }
            return "";
        });

        rebuilt();

        await().until(() -> best(DAY).equals(List.of("told again 5")));
    }

    @Test
    void mendsAMenuThatIsToldAgain() {
        database.update("UPDATE menu SET name = 'garbled', price = 1 WHERE menu_id = ?", number(latte));
        PAPER.disturb((path, time) -> {
            if (path.equals(PaperOrders.MENUS)) {
                say(menu(latte, 1, "latte", true));
            }
            return "";
        });

        rebuilt();

        await().until(() -> get("/display/menu/" + latte).body().contains("\"latte\",\"menuPrice\":4200"));
    }

    @Test
    void countsWhatIsOlderThanItsMarksGoBackOnce() {
        OrderPlaced old = PAPER.write(order("2025-06-01T12:00:00+09:00", cups(1, latte)));
        PAPER.write(cancel(PAPER.write(order("2025-06-01T12:00:00+09:00", cups(1, latte))), NOON));

        rebuilt();

        assertThat(best("/2025-06-01")).containsExactly("latte 1");
        assertThat(marks()).hasSize(1).first().asString().endsWith("/cancelled");
        int before = deadLetters(ORDERS).size();
        say(old);
        await().until(() -> deadLetters(ORDERS).size() == before + 1);
        assertThat(best("/2025-06-01")).containsExactly("latte 1");
    }

    // ---- while orders go on

    @Test
    void countsWhatComesInWhileItReads() {
        OrderPlaced early = taken(order(NOON, cups(1, latte)));
        shown("latte 1");
        OrderPlaced between = order(NOON, cups(3, latte));
        taken(order(NOON, cups(1, latte)));
        taken(order(NOON, cups(1, latte)));
        shown("latte 3");
        PAPER.disturb((path, time) -> {
            if (path.equals(PaperOrders.EVENTS) && time == 2) {
                // Drawn early and committed late: its page has gone by. And a cancel of what has been read, and a new
                // one.
                taken(between);
                taken(cancel(early));
                taken(order(NOON, cups(1, latte)));
                shown("latte 4");
            }
            return "";
        });

        JsonNode done = rebuilt();

        shown("latte 4");
        assertThat(bestNow()).containsExactly("latte 4");
        assertThat(sales()).contains("2026-01-10 4/6");
        // It stops where the newest order was when it began.
        assertThat(done.get("pages").asInt()).isEqualTo(2);
    }

    @Test
    void countsOnceWhatItReadsAndHears() {
        taken(order(NOON, cups(1, latte)));
        shown("latte 1");
        PAPER.disturb((path, time) -> {
            if (path.equals(PaperOrders.EVENTS)) {
                taken(order(NOON, cups(1, latte)));
                shown("latte 2");
            }
            return "";
        });

        JsonNode done = rebuilt();

        shown("latte 2");
        assertThat(bestNow()).containsExactly("latte 2");
        assertThat(done.get("cameMeanwhile").asInt()).isEqualTo(1);
    }

    /** What the intake has begun before the rebuild and ends after it is in the pages, what it has begun meanwhile in both books. */
    @ParameterizedTest
    @ValueSource(strings = {"before it begins", "while it reads"})
    void losesNothingThatTheIntakeHasInHand(String since) throws SQLException {
        taken(order(NOON, cups(1, latte)));
        shown("latte 1");
        boolean before = since.startsWith("before");
        Connection lock = lockedSales(live());
        if (before) {
            taken(order(NOON, cups(1, latte)));
            awaitABlockedIntake();
        }
        PAPER.disturb((path, time) -> {
            if (path.equals(PaperOrders.EVENTS) && !before) {
                OrderPlaced order = order(NOON, cups(1, latte));
                say(order);
                awaitABlockedIntake();
            }
            return "";
        });

        rebuilt();
        lock.rollback();
        lock.close();

        shown("latte 2");
        assertThat(bestNow()).containsExactly("latte 2");
    }

    /** Another instance, for which the new book is live already, enters it first and announces then. */
    @Test
    void announcesNothingWhileItWaitsForTheNewBook() {
        taken(order(NOON, cups(1, latte)));
        taken(order(NOON, cups(1, latte)));
        taken(order(NOON, cups(1, latte)));
        shown("latte 3");
        CompletableFuture<Integer> announced = new CompletableFuture<>();
        PAPER.disturb((path, time) -> {
            if (path.equals(PaperOrders.EVENTS) && time == 2) {
                try (Connection other = lockedSales(beside());
                        Statement statement = other.createStatement()) {
                    taken(order(NOON, cups(1, latte)));
                    awaitABlockedIntake();
                    announced.complete(statement.executeUpdate("SET STATEMENT innodb_lock_wait_timeout = 0 FOR"
                            + " UPDATE board_version SET version = version + 1 WHERE board = 'sales'"));
                    other.rollback();
                }
            }
            return "";
        });

        rebuilt();

        assertThat(announced).isCompletedWithValue(1);
        shown("latte 4");
    }

    @Test
    void servesTheOldCountsUntilTheNewOnesAreComplete() {
        taken(order(NOON, cups(1, latte)));
        shown("latte 1");
        PAPER.write(order(NOON, cups(1, latte)));
        PAPER.write(order(NOON, cups(1, latte)));
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        PAPER.disturb((path, time) -> {
            seen.addAll(best(DAY));
            seen.add(progress().get("state").asString());
            return "";
        });

        rebuilt();

        assertThat(seen).containsOnly("latte 1", "RUNNING", "DONE").contains("RUNNING");
        shown("latte 3");
    }

    /** The other book is written at the same time, and holds two orders of the three before. */
    @Test
    void showsTheLiveBookAloneWhileTheOtherIsHalfWritten() {
        for (int i = 0; i < 3; i++) {
            taken(order(NOON, cups(1, latte)));
        }
        shown("latte 3");
        CountDownLatch half = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        PAPER.disturb((path, time) -> {
            if (path.equals(PaperOrders.EVENTS) && time > 1) {
                half.countDown();
                goOn.await();
            }
            return "";
        });
        rebuild();
        awaitUntil(half);

        taken(order(NOON, cups(1, latte)));
        shown("latte 4");

        goOn.countDown();
        ended();
        assertThat(bestNow()).containsExactly("latte 4");
    }

    @Test
    void endsThoughOrdersComeInAsFastAsItReads() {
        IntStream.range(0, 3).forEach(i -> PAPER.write(order(NOON, cups(1, latte))));
        PAPER.disturb((path, time) -> {
            if (path.equals(PaperOrders.EVENTS)) {
                taken(order(NOON, cups(1, latte)));
                taken(order(NOON, cups(1, latte)));
            }
            return "";
        });

        JsonNode done = rebuilt();

        int orders = 3 + 2 * PAPER.asked(PaperOrders.EVENTS);
        assertThat(done.get("pages").asInt()).isEqualTo(3);
        shown("latte " + orders);
        assertThat(bestNow()).containsExactly("latte " + orders);
    }

    private List<OrderEvent> history(Random random, int orders) {
        List<String> menus = Stream.generate(() -> menu("m")).limit(4).toList();
        List<OrderEvent> events = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            OrderedMenu[] lines = menus.stream()
                    .filter(menu -> random.nextBoolean())
                    .map(menu -> cups(1 + random.nextInt(5), menu))
                    .toArray(OrderedMenu[]::new);
            OrderPlaced order = PAPER.write(
                    order("2026-01-%02dT%02d:00:00+09:00".formatted(1 + random.nextInt(9), random.nextInt(24)), lines));
            events.add(order);
            if (random.nextInt(3) == 0) {
                events.add(PAPER.write(cancel(order)));
            }
        }
        return events;
    }
}
