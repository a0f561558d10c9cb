package coffee.ordering;

import static coffee.ordering.Callers.calls;
import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.local.junit.PrivateServer;
import coffee.local.junit.RealServers;
import coffee.local.junit.TestServers;
import coffee.local.server.TcpProxy;
import coffee.local.server.TcpProxy.Direction;
import coffee.local.server.TcpProxy.Wire;
import coffee.ordering.Crowd.Told;
import coffee.ordering.Shop.Reply;
import coffee.ordering.outbox.Listener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Two instances, one of them a process that is killed here, on servers that are taken away from them. Whatever happened: the books are in
 * order afterwards, and the outside was told of each order, of no other, and in order.
 */
@RealServers
@ExtendWith(OutputCaptureExtension.class)
class ServiceUnderFaultsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration A_WHILE = Duration.ofMillis(1500);
    private static final String KEY = "Idempotency-Key";

    @TempDir
    private static Path folder;

    private static final Trap trap = new Trap();
    private static PrivateServer database;
    private static PrivateServer kafka;
    private static TcpProxy wire;
    private static Instance survivor;
    private static KillableService mortal;
    private static JdbcClient books;
    private static String topic;

    @BeforeAll
    static void open(TestServers servers, TestServers.Schema schema) {
        database = servers.privateMariaDb();
        kafka = servers.privateKafka();
        topic = schema.topicPrefix() + "order-menu";
        Map<String, String> properties = new HashMap<>(schema.springProperties());
        properties.putAll(database.springProperties());
        properties.putAll(kafka.springProperties());
        properties.put("coffee.demo-data", "true");
        String url = properties.getOrDefault("spring.datasource.url", "");
        books = JdbcClient.create(new DriverManagerDataSource(
                url,
                properties.getOrDefault("spring.datasource.username", ""),
                properties.getOrDefault("spring.datasource.password", "")));
        survivor = Instance.with(properties);

        wire = new TcpProxy(database.address(), trap);
        properties.put("spring.datasource.url", url.replace(database.address(), wire.address()));
        mortal = new KillableService(folder, properties);
    }

    @AfterAll
    static void close() {
        mortal.close();
        survivor.close();
        wire.close();
        kafka.close();
        database.close();
    }

    @AfterEach
    void booksAreInOrderAndEverythingIsTold() {
        await().atMost(LONG).until(() -> waiting() == 0);
        Books.areInOrder(books);
        List<String> expected =
                books.sql("""
                        SELECT CONCAT('ORD-', LPAD(order_no, 8, '0'), '/placed') FROM orders
                        UNION ALL
                        SELECT CONCAT('ORD-', LPAD(order_no, 8, '0'), '/cancelled') FROM orders WHERE state = 'CANCEL'
                        """).query((row, number) -> row.getString(1)).list();
        List<String> told = Listener.idsAsFirstHeard(
                heardUntil(all -> Listener.idsAsFirstHeard(all).size() >= expected.size()));
        assertThat(told).hasSameSizeAs(expected).containsAll(expected);
        Listener.tellsEachOrderBeforeItsCancel(told);
    }

    @Test
    void aRetryAfterADeathBetweenCommitAndAnswerGetsTheFirstAnswer() {
        Shop shop = mortal.start();
        CompletableFuture<Wire> committed = trap.at("COMMIT", "orderPrice", wire -> wire.hold(Direction.TO_CLIENT));
        CompletableFuture<Reply> lost = calls(() -> oneCup(shop));
        committed.join();
        await().until(() -> ordersOf(1) == 1);
        assertThat(lost).isNotDone();

        mortal.kill();
        assertThat(lost).failsWithin(LONG);

        Reply elsewhere = oneCup(survivor.shop());
        Reply afterARestart = oneCup(mortal.start());
        assertThat(elsewhere.status()).isEqualTo(200);
        assertThat(elsewhere.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(afterARestart.body()).isEqualTo(elsewhere.body());
        assertThat(ordersOf(1)).isEqualTo(1);
        assertThat(survivor.shop().points("CUST-00000001")).isEqualTo(5_800);
    }

    private static Reply oneCup(Shop shop) {
        return shop.order("CUST-00000001", ICED_AMERICANO, 1, KEY, "one cup");
    }

    /** Kafka has them, the outbox has them still: the survivor sends them once more, and each only after those before it. */
    @Test
    void whatWasSentAndNotYetDeletedByTheDeadIsSentAgainByTheSurvivor() {
        Shop shop = mortal.start();
        CompletableFuture<Wire> deleting = trap.at("DELETE FROM outbox", "", wire -> wire.hold(Direction.TO_SERVER));
        await().atMost(LONG).until(() -> {
            shop.cancel(shop.order("CUST-00000002", ICED_AMERICANO, 1).text("orderNo"));
            return deleting.isDone();
        });

        mortal.kill();
        deleting.join().cut();

        await().atMost(LONG).until(() -> waiting() == 0);
        List<String> heard = Listener.ids(heardUntil(all -> {
            List<String> ids = Listener.ids(all);
            return ids.size() > ids.stream().distinct().count();
        }));
        assertThat(heard).isNotEmpty();
    }

    @Test
    void noOrderWaitsForAKafkaThatIsAwayAndAllAreToldWhenItIsBack() {
        Shop shop = mortal.start();
        int customers = 8;
        try (Crowd crowd = new Crowd(customers, shop, survivor.shop())) {
            crowd.keepsBusy();
            kafka.pause();
            int whileItHangs = crowd.ordersIn(A_WHILE);
            kafka.resume();
            crowd.keepsBusy();
            kafka.kill();
            int whileItIsDead = crowd.ordersIn(A_WHILE);

            // Whoever waits for Kafka waits for longer than that.
            assertThat(whileItHangs).isGreaterThan(2 * customers);
            assertThat(whileItIsDead).isGreaterThan(2 * customers);
            assertThat(shop.metric("coffee.outbox.backlog", "VALUE")).isPositive();
            assertThat(shop.metric("coffee.outbox.oldest", "VALUE")).isPositive();
        }
        kafka.start();
        await().atMost(LONG).until(() -> waiting() == 0);
        assertThat(shop.metric("coffee.outbox.backlog", "VALUE")).isZero();
    }

    @Test
    void startsWithoutKafkaAndTellsEverythingWhenItIsThere() {
        mortal.kill();
        kafka.stop();

        Shop shop = mortal.start();
        await().atMost(LONG).until(() -> shop.get("/actuator/health/readiness").status() == 200);
        Reply order = shop.order("CUST-00000003", ICED_AMERICANO, 1);
        assertThat(order.status()).isEqualTo(200);
        assertThat(waiting()).isPositive();

        kafka.start();
        heardUntil(all -> all.stream().anyMatch(record -> record.key().equals(order.text("orderNo"))));
    }

    @Test
    void withoutItsDatabaseItSaysSoAndLosesNothing() {
        Shop shop = mortal.start();
        try (Crowd crowd = new Crowd(8, shop, survivor.shop())) {
            crowd.keepsBusy();
            database.stop();
            assertThat(shop.get("/actuator/health/readiness").status()).isEqualTo(503);
            assertThat(shop.get("/actuator/health/liveness").status()).isEqualTo(200);
            Reply away = shop.charge("CUST-00000004", 1_000);
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.text("code")).isEqualTo("TRY_AGAIN_LATER");
            assertThat(away.header("Retry-After")).isNotEmpty();
            assertThat(away.body()).doesNotContainIgnoringCase("exception").doesNotContain("jdbc");
            database.start();
            crowd.keepsBusy();
            database.kill();
            database.start();
            crowd.keepsBusy();

            crowd.asksForEverythingOnceMore(shop);
            assertThat(crowd.told()).extracting(Told::status).containsOnly(200, 503);
        }
        assertThat(shop.get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    @Test
    void ofThoseWhoAreRefusedWithoutADatabaseItSaysOnceASecondHowManyTheyWere(CapturedOutput output) {
        database.kill();
        try {
            // What an earlier outage left unsaid is said with it.
            refusedWithoutADatabase(1);
            int before = saidToBeRefused(output).size();
            long began = System.nanoTime();
            refusedWithoutADatabase(40);
            refusedWithoutADatabase(1);
            Duration time = Duration.ofNanos(System.nanoTime() - began);

            List<Integer> said = saidToBeRefused(output).stream().skip(before).toList();
            assertThat(said).hasSizeLessThanOrEqualTo((int) time.toSeconds() + 1);
            assertThat(said.stream().mapToInt(Integer::intValue).sum()).isEqualTo(41);
        } finally {
            database.start();
        }
    }

    private static void refusedWithoutADatabase(int callers) {
        assertThat(Callers.atOnce(callers, caller -> survivor.shop().get("/point/CUST-00000001")))
                .extracting(Reply::status)
                .containsOnly(503);
    }

    /** How many each line tells of. */
    private static List<Integer> saidToBeRefused(CapturedOutput output) {
        return Pattern.compile("The database did not answer uri=/point/CUST-00000001 \\((\\d+) since")
                .matcher(output)
                .results()
                .map(line -> Integer.valueOf(line.group(1)))
                .toList();
    }

    @Test
    void onSigtermWhatWasAcceptedIsAnsweredAndNothingElseIsDone() {
        Shop shop = mortal.start();
        try (Crowd crowd = new Crowd(16, shop)) {
            crowd.keepsBusy();
            mortal.stop();
            crowd.goesHome();

            List<String> answered =
                    crowd.told().stream().filter(Told::isDone).map(Told::body).toList();
            assertThat(answered.size()).isLessThan(crowd.told().size());
            assertThat(crowd.told())
                    .as("served, or not let in any more")
                    .noneMatch(one ->
                            one.body().contains("OVERLOADED") || one.body().contains("TRY_AGAIN_LATER"));
            assertThat(crowd.orders(books)).isEqualTo(answered.size());
            crowd.asksForEverythingOnceMore(survivor.shop());
        }
    }

    private static List<ConsumerRecord<String, byte[]>> heardUntil(
            Predicate<List<ConsumerRecord<String, byte[]>>> enough) {
        String brokers = kafka.springProperties().getOrDefault("spring.kafka.bootstrap-servers", "");
        try (Listener listener = new Listener(brokers, topic)) {
            return listener.hear(enough);
        }
    }

    private static long ordersOf(int customer) {
        return books.sql("SELECT COUNT(*) FROM orders WHERE customer_id = ?")
                .param(customer)
                .query(Long.class)
                .single();
    }

    private static long waiting() {
        return books.sql("SELECT COUNT(*) FROM outbox").query(Long.class).single();
    }
}
