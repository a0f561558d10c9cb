package coffee.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.events.MenuChanged;
import coffee.events.OrderPlaced;
import coffee.events.OrderedMenu;
import coffee.local.junit.RealServers;
import coffee.local.junit.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Several instances of one group, on one database. */
@RealServers
class TogetherTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Map<String, String> AS_IT_IS = Map.of();

    @Test
    void sharesTheWorkAndShowsTheSameEverywhere(TestServers.Schema schema) throws SQLException {
        List<Instance> crew = new ArrayList<>();
        try (Wire wire = new Wire(schema);
                Connection database = schema.connect()) {
            crew.add(Instance.start(schema, AS_IT_IS));
            crew.add(Instance.start(schema, AS_IT_IS));
            await().atMost(LONG).until(() -> partitions(crew).equals(List.of(3, 4)));
            crew.add(Instance.start(schema, AS_IT_IS));
            await().atMost(LONG).until(() -> partitions(crew).equals(List.of(2, 2, 3)));
            wire.say(0, menu(1, 1));
            wire.flush();
            await().atMost(LONG).until(() -> crew.stream().allMatch(instance -> instance.readiness() == 200));

            // Once each for the eyes to get used to it.
            slowest(wire, database, crew, 0);
            List<Long> millis = new ArrayList<>();
            await().atMost(LONG).untilAsserted(() -> {
                millis.add(slowest(wire, database, crew, 1 + millis.size()));
                assertThat(millis).hasSizeGreaterThanOrEqualTo(15);
                // A machine that was busy with something else for a moment is given another one.
                List<Long> last = millis.reversed().stream().limit(15).sorted().toList();
                assertThat(last.get(7)).as("milliseconds: %s", millis).isLessThanOrEqualTo(500);
                assertThat(last.getLast()).as("milliseconds: %s", millis).isLessThanOrEqualTo(1_000);
            });

            System.out.println("On every board, milliseconds after the commit: " + millis);
            assertThat(crew.stream()
                            .map(instance ->
                                    instance.get("/display/best").headers().firstValue("ETag")))
                    .allMatch(crew.getFirst().get("/display/best").headers().firstValue("ETag")::equals);
        } finally {
            crew.forEach(Instance::close);
        }
    }

    /** Not the menus, which are meant to come again; and not what was on its way, which may. */
    @Test
    void takesNoOrderInAgainWhenPartitionsChangeHands(TestServers servers) throws SQLException {
        List<Instance> crew = new ArrayList<>();
        try (TestServers.Schema schema = servers.newSchema("moved");
                Wire wire = new Wire(schema);
                Connection database = schema.connect()) {
            wire.makeTopics();
            wire.say(0, menu(1, 1));
            crew.add(Instance.start(schema, AS_IT_IS));
            await().atMost(LONG).until(() -> partitions(crew).equals(List.of(7)));
            orderOnEachPartition(wire, 0);
            await().atMost(LONG).until(wire::isTakenIn);

            crew.add(Instance.start(schema, AS_IT_IS));
            await().atMost(LONG).until(() -> partitions(crew).equals(List.of(3, 4)));
            crew.add(Instance.start(schema, AS_IT_IS));
            await().atMost(LONG).until(() -> partitions(crew).equals(List.of(2, 2, 3)));
            // Whatever comes again comes before these.
            orderOnEachPartition(wire, History.PARTITIONS);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(counted(database)).isEqualTo(2 * History.PARTITIONS));
            await().atMost(LONG).until(wire::isTakenIn);

            assertThat(crew)
                    .extracting(instance -> instance.metric("coffee.intake.events?tag=outcome:repeated"))
                    .containsOnly(0.0);
        } finally {
            crew.forEach(Instance::close);
        }
    }

    @Test
    void readsAllMenusFromTheBeginningAtItsFirstStartAndAgainWhereItsDatabaseWasEmptied(TestServers servers)
            throws SQLException {
        try (TestServers.Schema schema = servers.newSchema("menus");
                Wire wire = new Wire(schema);
                Connection database = schema.connect()) {
            wire.makeTopics();
            for (int menu = 1; menu <= 30; menu++) {
                wire.say(0, menu(menu, 2));
                wire.say(0, menu(menu, 3));
                wire.say(0, menu(menu, 1));
            }
            wire.say("menu", 0, null, null);
            wire.flush();

            try (Instance first = Instance.start(schema, AS_IT_IS)) {
                await().atMost(LONG)
                        .untilAsserted(() -> assertThat(versions(database)).hasSize(30));
                await().atMost(LONG).until(wire::isTakenIn);
                assertThat(versions(database).values()).containsOnly(3L);
                assertThat(Instance.read(first.get("/display/menu").body())).hasSize(30);
            }
            try (Statement statement = database.createStatement()) {
                statement.execute("DELETE FROM menu");
            }

            try (Instance second = Instance.start(schema, AS_IT_IS)) {
                assertThat(second.readiness()).isEqualTo(503);
                await().atMost(LONG).until(() -> second.readiness() == 200);
                await().atMost(LONG)
                        .untilAsserted(() -> assertThat(Instance.read(
                                        second.get("/display/menu").body()))
                                .hasSize(30));
                assertThat(versions(database).values()).containsOnly(3L);
            }
        }
    }

    @Test
    void putsAMenuAsideOnceHoweverOftenMenusAreReadFromTheBeginning(TestServers servers) throws SQLException {
        try (TestServers.Schema schema = servers.newSchema("poison");
                Wire wire = new Wire(schema)) {
            wire.makeTopics();
            wire.say("menu", 0, "coffee.menu.changed.v9", new byte[] {'{', '}'});
            wire.say(0, menu(1, 1));
            wire.flush();
            try (Instance first = Instance.start(schema, AS_IT_IS)) {
                await().atMost(LONG).until(() -> first.readiness() == 200);
                await().atMost(LONG).until(wire::isTakenIn);
            }
            assertThat(wire.deadLetters("menu")).hasSize(1);

            try (Instance second = Instance.start(schema, AS_IT_IS)) {
                wire.say("menu", 0, "coffee.menu.changed.v9", new byte[] {'{', '}'});
                wire.flush();
                await().atMost(LONG).until(wire::isTakenIn);

                assertThat(wire.deadLetters("menu")).hasSize(2);
                assertThat(second.metric("coffee.intake.events?tag=outcome:refused"))
                        .isEqualTo(1);
            }
        }
    }

    private static void orderOnEachPartition(Wire wire, int firstNumber) {
        for (int partition = 0; partition < History.PARTITIONS; partition++) {
            wire.say(partition, order(firstNumber + partition));
        }
        wire.flush();
    }

    /** How long after the commit the last of them shows it. */
    private static long slowest(Wire wire, Connection database, List<Instance> crew, int order) throws SQLException {
        wire.say(order % History.PARTITIONS, order(order));
        wire.flush();
        while (counted(database) <= order) {
            Thread.onSpinWait();
        }
        long committed = System.nanoTime();
        List<String> all = List.of(History.menuId(1) + " " + (order + 1));
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(5))
                .until(() ->
                        crew.stream().allMatch(instance -> instance.best("").equals(all)));
        return Duration.ofNanos(System.nanoTime() - committed).toMillis();
    }

    private static long counted(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("SELECT COALESCE(SUM(order_cnt), 0) FROM sales")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Map<Integer, Long> versions(Connection database) throws SQLException {
        Map<Integer, Long> versions = new TreeMap<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT menu_id, version FROM menu")) {
            while (rows.next()) {
                versions.put(rows.getInt(1), rows.getLong(2));
            }
        }
        return versions;
    }

    private static List<Integer> partitions(List<Instance> crew) {
        return crew.stream().map(Instance::partitions).sorted().toList();
    }

    private static MenuChanged menu(int number, long version) {
        return new MenuChanged(History.menuId(number), version, "menu " + number, 4_200, true, List.of());
    }

    private static OrderPlaced order(int number) {
        OffsetDateTime noon = LocalDate.now(Truth.SHOP)
                .minusDays(1)
                .atTime(12, 0)
                .atZone(Truth.SHOP)
                .toOffsetDateTime();
        List<OrderedMenu> lines = List.of(new OrderedMenu(History.menuId(1), "menu 1", 4_200, 1));
        return new OrderPlaced("ORD-%08d".formatted(number), "CUST-00000001", 4_200, 4_200, 4_200, noon, lines);
    }
}
