package coffee.ordering;

import static coffee.ordering.Callers.calls;
import static coffee.ordering.Shop.HIDDEN;
import static coffee.ordering.Shop.HOT_CHOCOLATE;
import static coffee.ordering.Shop.ICED_AMERICANO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.local.junit.PrivateServer;
import coffee.local.junit.TestServers;
import coffee.local.openapi.Door;
import coffee.local.wire.Wire;
import coffee.ordering.Shop.Reply;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** Each answer that the API's description names is really given, at each door; and none is given that it does not name. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestPropertySource(properties = "coffee.data-platform.url=" + Shop.PLATFORM)
class EveryAnswerTest extends OrderServiceTest {

    private static final String KEY = "Idempotency-Key";

    @LocalServerPort
    int port;

    private final Map<String, Set<String>> given = new TreeMap<>();

    /** The first in this shop, whose order is the one that the examples speak of. */
    @Test
    @Order(1)
    void acceptsTheExamplesOfItsDescription() {
        assertThat(shop.order("CUST-00000002", ICED_AMERICANO, 1).text("orderNo"))
                .isEqualTo("ORD-00000001");

        assertThat(shop.contract().doors()).allSatisfy(door -> {
            Reply reply = shop.ask(door);
            assertThat(reply.status()).as("%s: %s", door, reply.body()).isBetween(200, 299);
        });
    }

    @Test
    @Order(2)
    void givesEveryAnswerThatIsDescribed(TestServers servers) throws SQLException {
        for (Door door : shop.contract().doors()) {
            answersInGoodTimes(door).forEach(reply -> note(door, reply));
            refusalsAtTheDoor(door).forEach(answer -> note(door, answer));
        }
        answersInBadTimes(servers);

        Map<String, Set<String>> described = new TreeMap<>();
        shop.contract().doors().forEach(door -> described.put(door.toString(), door.answers()));
        assertThat(given).isEqualTo(described);
    }

    private Stream<Reply> answersInGoodTimes(Door door) {
        return switch (door.toString()) {
            case "POST /customer" ->
                Stream.of(shop.post("/customer", "{}"), shop.post("/customer", "{\"customerId\":\"CUST-00000001\"}"));
            case "GET /point/{customerId}" ->
                Stream.of(shop.get("/point/CUST-00000001"), shop.get("/point/CUST-99999999"));
            case "POST /point" ->
                Stream.of(
                        shop.charge("CUST-00000002", 1_000, KEY, "charged"),
                        shop.charge("CUST-00000002", 2_000, KEY, "charged"),
                        shop.charge("CUST-99999999", 1_000),
                        shop.charge(customerWithAllThePointsThereCanBe("CUST-00000003"), 100));
            case "POST /order" ->
                Stream.of(
                        shop.order("CUST-00000004", ICED_AMERICANO, 1, KEY, "ordered"),
                        shop.order("CUST-00000004", HOT_CHOCOLATE, 1, KEY, "ordered"),
                        shop.order("CUST-00000004", "MENU-99999999", 1),
                        shop.order("CUST-00000004", ICED_AMERICANO, 100),
                        shop.order("CUST-00000004", HIDDEN, 1));
            case "GET /order" ->
                Stream.of(shop.get("/order?customerId=CUST-00000004"), shop.get("/order?customerId=CUST-99999999"));
            case "GET /order/{orderNo}" -> Stream.of(shop.get("/order/ORD-00000001"), shop.get("/order/ORD-99999999"));
            case "POST /order/{orderNo}/cancel" -> answersToACancel();
            case "PUT /admin/menu/{menuId}" ->
                Stream.of(shop.ask(door), shop.staffPut("/admin/menu/MENU-99999999", door.exampleBody()));
            default -> Stream.of(shop.ask(door));
        };
    }

    private Stream<Reply> answersToACancel() {
        String cancelled = shop.order("CUST-00000005", ICED_AMERICANO, 1).text("orderNo");
        String other = shop.order("CUST-00000005", ICED_AMERICANO, 1).text("orderNo");
        String tooMuch = shop.order("CUST-00000006", ICED_AMERICANO, 1).text("orderNo");
        customerWithAllThePointsThereCanBe("CUST-00000006");
        return Stream.of(
                shop.cancel(cancelled, KEY, "cancelled"),
                shop.cancel(other, KEY, "cancelled"),
                shop.cancel(cancelled),
                shop.cancel("ORD-99999999"),
                shop.cancel(tooMuch));
    }

    /** As no charge could bring about within a test's patience. */
    private String customerWithAllThePointsThereCanBe(String customerId) {
        long missing = 1_000_000_000_000L - shop.points(customerId);
        int number = Integer.parseInt(customerId.substring("CUST-".length()));
        jdbc.sql("UPDATE point_account SET charged = charged + ?, balance = balance + ?, last_entry = last_entry + 1 "
                        + "WHERE customer_id = ?")
                .params(missing, missing, number)
                .update();
        jdbc.sql("INSERT INTO point_entry SELECT customer_id, last_entry, 'CHARGE', ?, balance, NULL, NULL, '', NOW(6) "
                        + "FROM point_account WHERE customer_id = ?")
                .params(missing, number)
                .update();
        return customerId;
    }

    /** What is refused before anybody looks at what is asked for. */
    private Stream<String> refusalsAtTheDoor(Door door) {
        String staff = door.isForStaff() ? "\r\nAuthorization: " + Shop.STAFF : "";
        return Stream.of(
                        said(door, staff + "\r\nName: val\0ue"),
                        said(door, staff + "\r\nContent-Type: application/json\r\nAccept: text/html"),
                        said(door, staff + "\r\nContent-Length: 65537"),
                        door.readsABody() ? said(door, staff + "\r\nContent-Type: text/plain") : "",
                        door.isForStaff() ? said(door, "") : "")
                .filter(Predicate.not(String::isEmpty));
    }

    private String said(Door door, String headers) {
        coffee.local.wire.Reply reply = Wire.send(
                port,
                (door.method() + " " + door.exampleAddress() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close"
                                + headers + "\r\n\r\n")
                        .getBytes(UTF_8));
        assertThat(shop.contract()
                        .breaches(
                                door.method(),
                                door.exampleAddress().split("\\?", -1)[0],
                                reply.status(),
                                name -> Optional.of(reply.header(name)).filter(Predicate.not(String::isEmpty)),
                                reply.body()))
                .as("%s %s", door, reply)
                .isEmpty();
        return reply.status() + " "
                + JsonMapper.shared().readTree(reply.body()).get("code").asString();
    }

    /** The desk is full; then something unforeseen happens; then the database and Kafka are gone. */
    private void answersInBadTimes(TestServers servers) throws SQLException {
        TestServers.Schema schema = this.servers;
        try (PrivateServer database = servers.privateMariaDb();
                PrivateServer kafka = servers.privateKafka();
                ConfigurableApplicationContext service = withATinyDesk(schema, database, kafka)) {
            Shop troubled = new Shop(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            Map<String, String> access = database.springProperties();
            try (Connection connection = DriverManager.getConnection(
                    access.get("spring.datasource.url"),
                    access.get("spring.datasource.username"),
                    access.get("spring.datasource.password"))) {
                askWhileTheDeskIsFull(troubled, connection);
                dropAllTables(connection);
            }
            unheard(() -> {
                troubled.contract().doors().forEach(door -> noteUnforeseen(door, troubled.ask(door)));
                database.kill();
                kafka.kill();
                troubled.contract().doors().forEach(door -> note(door, troubled.ask(door)));
            });
        }
    }

    /** The service complains of what was done to it, and rightly so, but there is nobody here to read it. */
    private static void unheard(Runnable work) {
        LoggingSystem logging = LoggingSystem.get(EveryAnswerTest.class.getClassLoader());
        List<String> complaining = List.of("coffee.ordering", "org.mariadb", "com.zaxxer", "org.hibernate");
        complaining.forEach(logger -> logging.setLogLevel(logger, LogLevel.OFF));
        try {
            work.run();
        } finally {
            complaining.forEach(logger -> logging.setLogLevel(logger, null));
        }
    }

    private void askWhileTheDeskIsFull(Shop troubled, Connection connection) throws SQLException {
        troubled.order("CUST-00000001", ICED_AMERICANO, 1);
        connection.setAutoCommit(false);
        List<CompletableFuture<Reply>> waiting = new ArrayList<>();
        try (Statement lock = connection.createStatement()) {
            lock.executeQuery("SELECT * FROM point_account WHERE customer_id = 1 FOR UPDATE");
            // One after another: the lane takes all that waits, so the second one has to come when it is busy with the
            // first.
            waiting.add(calls(() -> troubled.charge("CUST-00000001", 100)));
            await().untilAsserted(() -> assertThat(waitingFor(lock)).isEqualTo(1));
            waiting.add(calls(() -> troubled.charge("CUST-00000001", 100)));
            await().untilAsserted(() ->
                    assertThat(troubled.metric("coffee.desk.queue", "VALUE")).isEqualTo(1));
        }
        troubled.contract().doors().stream()
                .filter(EveryAnswerTest::takesAKey)
                .forEach(door -> note(door, troubled.ask(door)));
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        connection.rollback();
        waiting.forEach(CompletableFuture::join);
    }

    private static int waitingFor(Statement holder) throws SQLException {
        try (ResultSet row = holder.executeQuery("""
                SELECT COUNT(*) FROM information_schema.innodb_lock_waits waiting
                JOIN information_schema.innodb_trx holder ON holder.trx_id = waiting.blocking_trx_id
                WHERE holder.trx_mysql_thread_id = CONNECTION_ID()""")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static boolean takesAKey(Door door) {
        return door.operation()
                .path("parameters")
                .valueStream()
                .anyMatch(parameter -> parameter.get("name").asString().equals(KEY));
    }

    private static void dropAllTables(Connection connection) throws SQLException {
        JdbcClient tables = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        tables.sql("SET FOREIGN_KEY_CHECKS = 0").update();
        tables.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() "
                        + "AND table_type = 'BASE TABLE'")
                .query(String.class)
                .list()
                .forEach(table -> tables.sql("DROP TABLE " + table).update());
    }

    private static ConfigurableApplicationContext withATinyDesk(
            TestServers.Schema schema, PrivateServer database, PrivateServer kafka) {
        Map<String, Object> properties = new HashMap<>(schema.springProperties());
        properties.putAll(database.springProperties());
        properties.putAll(kafka.springProperties());
        properties.putAll(Map.of(
                "server.port",
                0,
                "coffee.demo-data",
                true,
                "coffee.staff-password",
                Shop.STAFF_PASSWORD,
                "coffee.data-platform.url",
                Shop.PLATFORM,
                "coffee.desk.lanes",
                1,
                "coffee.desk.queue-per-lane",
                1,
                // Whoever is behind a locked account waits there for as long as the test asks around.
                "spring.datasource.hikari.data-source-properties.sessionVariables",
                "innodb_lock_wait_timeout=20",
                "spring.datasource.hikari.connection-timeout",
                500));
        return new SpringApplicationBuilder(OrderServiceApplication.class)
                .run(properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }

    /** Staff's doors that need no tables are in no trouble without them, and cannot be brought into it here. */
    private void noteUnforeseen(Door door, Reply reply) {
        if (door.isForStaff() && reply.status() < 300) {
            note(door, "500 TRY_AGAIN_LATER");
        } else {
            note(door, reply);
        }
    }

    private void note(Door door, Reply reply) {
        note(door, reply.status() < 300 ? "" + reply.status() : reply.status() + " " + reply.text("code"));
    }

    private void note(Door door, String answer) {
        given.computeIfAbsent(door.toString(), first -> new TreeSet<>()).add(answer);
    }
}
