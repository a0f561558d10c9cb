package coffee.system;

import static coffee.system.Part.DISPLAY;
import static coffee.system.Part.DISPLAY_DB;
import static coffee.system.Part.KAFKA;
import static coffee.system.Part.ORDER;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The display's counts, held against the orders and made anew from them, while everything else goes on or goes wrong. */
class RebuildIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final List<String> MENUS =
            List.of("MENU-00000001", "MENU-00000002", "MENU-00000003", "MENU-00000004", "MENU-00000005");
    private static final int CUSTOMERS = 4;

    @TempDir
    private static Path folder;

    private static CoffeeSystem coffee;
    /** Midnight may pass meanwhile. */
    private static String firstDay;

    @BeforeAll
    static void start() {
        // Slow enough to be killed in the middle of it.
        coffee = new CoffeeSystem(folder.resolve("coffee"))
                .with("COFFEE_REBUILD_ORDERS", "20")
                .with("COFFEE_REBUILD_PAUSE", "50ms")
                .with("COFFEE_REBUILD_SILENCE", "12s")
                .with("COFFEE_RECONCILIATION_PATIENCE", "3s");
        coffee.up();
        firstDay = today();
        // More than anybody can order away while the longest test lasts, on however quick a machine.
        for (int charge = 0; charge < 5; charge++) {
            for (int customer = 1; customer <= 10; customer++) {
                coffee.counter().charge(customer(customer), 10_000_000);
            }
        }
    }

    @AfterAll
    static void stop() {
        coffee.close();
    }

    @Test
    void aGarbledTableIsFoundAndHealedWhileOrdersGoOnAndTheDisplayIsKilled() throws Exception {
        Customers customers = new Customers();
        try {
            await().atMost(SOON).until(() -> ordered() > 400);
            display("UPDATE sales SET order_cnt = order_cnt + 500 WHERE menu_id = 2 ORDER BY day LIMIT 1");
            display("DELETE FROM applied_event LIMIT 100");

            // A look at a busy machine may end before all that is on its way has arrived, and then it names nothing.
            await().atMost(SOON).untilAsserted(RebuildIT::theGarbledMenuIsNamed);

            assertThat(coffee.asStaff(DISPLAY).post("/admin/rebuild").status()).isEqualTo(202);
            assertThat(coffee.asStaff(DISPLAY).post("/admin/rebuild").status()).isEqualTo(409);
            await().atMost(SOON).until(() -> progress().get("pages").intValue() >= 2);
            // Frozen at once: a kill has to start a process first, and meanwhile the rebuild could have come to its
            // end.
            coffee.process(DISPLAY).pause();
            coffee.kill(DISPLAY);
            coffee.start(DISPLAY);
            await().atMost(SOON).untilAsserted(RebuildIT::theGarbledMenuIsNamed);

            await().atMost(SOON)
                    .until(() -> coffee.asStaff(DISPLAY).post("/admin/rebuild").status() == 202);
            rebuilt();

            JsonNode findings = compared();
            assertThat(findings.get("differences")).as(findings.toString()).isEmpty();
        } finally {
            customers.goHome();
        }
        theDisplayCountsWhatWasOrdered();
    }

    @Test
    void anEmptyDisplayIsFilledThoughKafkaHasForgottenEverything() throws Exception {
        Counter counter = coffee.counter();
        counter.order(customer(9), MENUS.get(4), 2, "");
        counter.cancel(counter.order(customer(9), MENUS.get(3), 1, "")
                .json()
                .get("orderNo")
                .asString());
        theDisplayCountsWhatWasOrdered();
        coffee.kill(DISPLAY);
        forgetEverything();
        for (String table : List.of("sales", "applied_event", "menu")) {
            display("DELETE FROM " + table);
        }
        try (ExecutorService operator = Executors.newVirtualThreadPerTaskExecutor()) {
            // It is not ready before it has menus, and has none before it is rebuilt.
            Future<?> ready = operator.submit(() -> coffee.start(DISPLAY));
            await().atMost(SOON)
                    .until(() -> coffee.http(DISPLAY)
                                    .get("/actuator/health/liveness")
                                    .status()
                            == 200);
            assertThat(coffee.http(DISPLAY).get("/display/best").body()).doesNotContain("MENU");

            await().atMost(SOON)
                    .until(() -> coffee.asStaff(DISPLAY).post("/admin/rebuild").status() == 202);
            rebuilt();
            ready.get();
        }

        // It is ready with the first of them.
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                coffee.http(DISPLAY).get("/display/menu").json())
                        .hasSize(MENUS.size()));
        theDisplayCountsWhatWasOrdered();
    }

    @Test
    void whatWaitsForKafkaIsNoDifference() {
        coffee.kill(KAFKA);
        assertThat(coffee.counter().order(customer(10), MENUS.getFirst(), 1, "").status())
                .isEqualTo(200);

        JsonNode findings = compared();
        assertThat(findings.get("differences")).as(findings.toString()).isEmpty();
        assertThat(findings.at("/stillArriving/0/menuId").asString()).isEqualTo(MENUS.getFirst());

        coffee.start(KAFKA);
        theDisplayCountsWhatWasOrdered();
    }

    @Test
    void saysAtOnceThatOrderServiceIsAwayAndGoesOnShowing() {
        coffee.kill(ORDER);

        Reply refused = coffee.asStaff(DISPLAY).get("/admin/reconciliation?" + allDays());
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.json().get("detail").asString()).startsWith("주문 서비스가 응답하지 않습니다.");
        assertThat(coffee.asStaff(DISPLAY).post("/admin/rebuild").status()).isEqualTo(503);
        assertThat(coffee.http(DISPLAY).get("/display/menu").json()).hasSize(MENUS.size());

        coffee.start(ORDER);
    }

    private static void theGarbledMenuIsNamed() {
        JsonNode findings = compared();
        assertThat(findings.get("differences")).as(findings.toString()).hasSize(1);
        assertThat(findings.at("/differences/0/menuId").asString()).isEqualTo("MENU-00000002");
        assertThat(findings.at("/differences/0/day").asString()).isEqualTo(firstDay);
    }

    private static void rebuilt() {
        await().atMost(SOON).until(() -> !progress().get("state").asString().equals("RUNNING"));
        JsonNode ended = progress();
        assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("DONE");
        System.out.println("Rebuilt: " + ended);
    }

    private static JsonNode progress() {
        return coffee.asStaff(DISPLAY).get("/admin/rebuild").json();
    }

    private static JsonNode compared() {
        Reply reply = coffee.asStaff(DISPLAY).get("/admin/reconciliation?" + allDays());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    private static void theDisplayCountsWhatWasOrdered() {
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode findings = compared();
            assertThat(findings.get("differences")).as(findings.toString()).isEmpty();
            assertThat(findings.get("stillArriving")).as(findings.toString()).isEmpty();
        });
        Map<String, Long> sold = new TreeMap<>();
        coffee.asStaff(ORDER)
                .get("/admin/sales?" + allDays())
                .json()
                .forEach(line -> sold.merge(
                        line.get("menuId").asString(), line.get("orderCnt").longValue(), Long::sum));
        await().atMost(SOON)
                .until(() -> sold.entrySet().stream()
                        .allMatch(menu -> coffee.board().orderCount(menu.getKey()) == menu.getValue()));
    }

    private static long ordered() {
        return MENUS.stream().mapToLong(coffee.board()::orderCount).sum();
    }

    private static String allDays() {
        return "from=" + firstDay + "&to=" + today();
    }

    private static String today() {
        return LocalDate.now(ZoneId.of("Asia/Seoul")).toString();
    }

    private static String customer(int number) {
        return "CUST-%08d".formatted(number);
    }

    private static void display(String sql) throws SQLException {
        String url = "jdbc:mariadb://127.0.0.1:" + coffee.port(DISPLAY_DB) + "/display?user=coffee&password=coffee";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Of a compacted topic nothing can be deleted but the topic, which the display makes again when it starts. */
    private static void forgetEverything() throws InterruptedException, ExecutionException {
        try (Admin kafka = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + coffee.port(KAFKA)))) {
            kafka.deleteTopics(List.of("menu")).all().get();
            kafka.deleteRecords(IntStream.range(0, 6)
                            .mapToObj(partition -> new TopicPartition("order-menu", partition))
                            .collect(toMap(identity(), partition -> RecordsToDelete.beforeOffset(-1))))
                    .all()
                    .get();
        }
    }

    /** They order again and again, and now and then think better of it; not so fast that a slow rebuild would never catch up. */
    private static final class Customers {

        private final CountDownLatch closing = new CountDownLatch(1);
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final List<Future<?>> all = IntStream.rangeClosed(1, CUSTOMERS)
                .<Future<?>>mapToObj(number -> threads.submit(() -> {
                    order(number);
                    return number;
                }))
                .toList();

        private void order(int number) throws InterruptedException {
            for (int i = 0; !closing.await(60, TimeUnit.MILLISECONDS); i++) {
                Reply reply = coffee.counter().order(customer(number), MENUS.get(i % MENUS.size()), 1 + i % 2, "");
                assertThat(reply.status()).as(reply.body()).isEqualTo(200);
                if (i % 4 == 0) {
                    coffee.counter().cancel(reply.json().get("orderNo").asString());
                }
            }
        }

        private void goHome() throws ExecutionException, InterruptedException {
            closing.countDown();
            for (Future<?> customer : all) {
                customer.get();
            }
            threads.close();
        }
    }
}
