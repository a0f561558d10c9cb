package coffee.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.display.History.Told;
import coffee.local.junit.PrivateServer;
import coffee.local.junit.RealServers;
import coffee.local.junit.TestServers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The service on a database that is taken away from it. */
@RealServers
class OutageTest {

    private static final Duration LONG = Duration.ofSeconds(90);

    @Test
    void showsItsBoardsWhileTheDatabaseIsAwayAndLosesAndPutsAsideNothing(TestServers servers) throws Exception {
        long seed = History.seed();
        try (TestServers.Schema schema = servers.newSchema("outage");
                PrivateServer server = servers.privateMariaDb();
                Wire wire = new Wire(schema)) {
            wire.makeTopics();
            Truth truth = new Truth();
            History history = new History(seed, Instant.now(), truth);
            List<Told> told = history.told(900).stream()
                    .filter(Told.Event.class::isInstance)
                    .toList();
            int third = told.size() / 3;
            try (Instance instance = Instance.start(schema, server.springProperties())) {
                told.subList(0, third).forEach(one -> one.on(wire));
                await().atMost(LONG).until(() -> instance.readiness() == 200);
                String board = lastOf(instance, wire);

                server.kill();
                told.subList(third, 2 * third).forEach(one -> one.on(wire));
                mustShowWithItsAge(instance, board);
                await().atMost(LONG).until(() -> failures(instance) >= 3);
                assertThat(instance.readiness()).isEqualTo(200);
                server.start();
                await().atMost(LONG).until(wire::isTakenIn);
                await().atMost(LONG).until(() -> age(instance).isEmpty());

                board = lastOf(instance, wire);
                server.pause();
                told.subList(2 * third, told.size()).forEach(one -> one.on(wire));
                mustShowWithItsAge(instance, board);
                server.resume();
                await().atMost(LONG).until(wire::isTakenIn);
                await().atMost(LONG).until(() -> age(instance).isEmpty());
            }
            try (Connection database = open(server)) {
                truth.mustBeIn(database);
            }
            assertThat(wire.deadLetters("order-menu")).isEmpty();
            assertThat(wire.deadLetters("menu")).isEmpty();
        }
    }

    @Test
    void startsWithoutItsDatabaseAndSaysWhenToAskAgain(TestServers servers) throws Exception {
        try (TestServers.Schema schema = servers.newSchema("late");
                PrivateServer server = servers.privateMariaDb();
                Wire wire = new Wire(schema)) {
            wire.makeTopics();
            Truth truth = new Truth();
            new History(1, Instant.now(), truth).told(20).forEach(one -> one.on(wire));
            wire.flush();
            server.stop();
            try (Instance instance = Instance.start(schema, server.springProperties())) {
                HttpResponse<String> menus = instance.get("/display/menu");
                assertThat(menus.statusCode()).isEqualTo(503);
                assertThat(menus.headers().firstValue("Retry-After")).hasValue("1");
                assertThat(Instance.read(menus.body()).get("code").asString()).isEqualTo("TRY_AGAIN_LATER");
                assertThat(instance.get("/display/best").statusCode()).isEqualTo(503);
                assertThat(instance.readiness()).isEqualTo(503);
                assertThat(instance.get("/actuator/health/liveness").statusCode())
                        .isEqualTo(200);

                server.start();

                await().atMost(LONG).until(() -> instance.readiness() == 200);
                await().atMost(LONG).until(wire::isTakenIn);
            }
            try (Connection database = open(server)) {
                truth.mustBeIn(database);
            }
        }
    }

    @Test
    void saysWhenToAskAgainWhereTheDatabaseGoesAfterTheMenusAndBeforeTheCounts(TestServers servers) throws Exception {
        try (TestServers.Schema schema = servers.newSchema("between");
                PrivateServer server = servers.privateMariaDb();
                Wire wire = new Wire(schema)) {
            wire.makeTopics();
            new History(1, Instant.now(), new Truth()).told(20).forEach(one -> one.on(wire));
            wire.flush();
            try (Instance before = Instance.start(schema, server.springProperties())) {
                await().atMost(LONG).until(() -> before.readiness() == 200);
            }
            rename(server, "sales", "sales_away");
            server.stop();
            try (Instance instance = Instance.start(schema, server.springProperties())) {
                server.start();
                await().atMost(LONG).until(() -> instance.readiness() == 200);

                for (String query : List.of("", "?limit=5")) {
                    HttpResponse<String> best = instance.get("/display/best" + query);
                    assertThat(best.statusCode()).isEqualTo(503);
                    assertThat(best.headers().firstValue("Retry-After")).hasValue("1");
                }
                rename(server, "sales_away", "sales");
                await().atMost(LONG).until(() -> instance.get("/display/best").statusCode() == 200);
            }
        }
    }

    private static void rename(PrivateServer server, String table, String other) throws SQLException {
        try (Connection database = open(server);
                Statement statement = database.createStatement()) {
            statement.execute("RENAME TABLE " + table + " TO " + other);
        }
    }

    /** The board when nothing more is to come: all is taken in, and two looks see the same. */
    private static String lastOf(Instance instance, Wire wire) {
        wire.flush();
        await().atMost(LONG).until(wire::isTakenIn);
        String[] seen = {""};
        await().atMost(LONG).pollInterval(Duration.ofMillis(600)).until(() -> {
            String before = seen[0];
            seen[0] = instance.get("/display/menu").body();
            return seen[0].equals(before);
        });
        return seen[0];
    }

    private static void mustShowWithItsAge(Instance instance, String board) {
        await().atMost(LONG).until(() -> !age(instance).isEmpty());
        HttpResponse<String> shown = instance.get("/display/menu");
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).isEqualTo(board);
        assertThat(instance.get("/display/best").statusCode()).isEqualTo(200);
        assertThat(instance.metric("coffee.board.age")).isGreaterThanOrEqualTo(2);
    }

    private static String age(Instance instance) {
        return instance.get("/display/menu").headers().firstValue("Age").orElse("");
    }

    private static double failures(Instance instance) {
        return instance.metric("spring.kafka.listener?tag=result:failure");
    }

    private static Connection open(PrivateServer server) throws SQLException {
        Map<String, String> properties = server.springProperties();
        return DriverManager.getConnection(
                properties.get("spring.datasource.url"),
                properties.get("spring.datasource.username"),
                properties.get("spring.datasource.password"));
    }
}
