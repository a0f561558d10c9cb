package coffee.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.events.OrderPlaced;
import coffee.local.junit.RealServers;
import coffee.local.junit.TestServers;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** Three instances in one group, of which any may be asked for a rebuild. */
@RealServers
@TestPropertySource(properties = "coffee.rebuild.orders=100")
class RebuildOnInstancesTest extends RebuildingTest {

    private static final List<String> SHARED = List.of(
            "spring.datasource.url",
            "spring.datasource.username",
            "spring.datasource.password",
            "spring.kafka.bootstrap-servers",
            "coffee.topic-prefix",
            "coffee.staff-password",
            "coffee.order-service.url",
            "coffee.rebuild.orders",
            "coffee.rebuild.silence",
            "coffee.rebuild.tidy-every");

    private static final List<ConfigurableApplicationContext> OTHERS = new ArrayList<>();

    @BeforeEach
    void startTwoMore() {
        while (OTHERS.size() < 2) {
            OTHERS.add(another());
        }
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() -> assertThat(OTHERS)
                        .allSatisfy(other -> assertThat(bestOf(other)).isEqualTo("[]")));
    }

    @Override
    int leastPartitions() {
        return 1;
    }

    @AfterAll
    static void stopThem() {
        OTHERS.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void showTheNewCountsTogetherAndTellOfItAlike() {
        IntStream.range(0, 5).forEach(i -> PAPER.write(order(NOON, cups(1, latte))));
        assertThat(rebuildOn(OTHERS.getFirst()).statusCode()).isEqualTo(202);

        assertThat(ended().get("state").asString()).isEqualTo("DONE");

        await().atMost(LONG_ENOUGH).untilAsserted(() -> {
            assertThat(best(DAY)).containsExactly("latte 5");
            assertThat(OTHERS).allSatisfy(other -> assertThat(bestOf(other)).contains("\"orderCnt\":5"));
        });
        assertThat(OTHERS.stream().map(other -> of(other, "/admin/rebuild")))
                .allMatch(progress -> progress.equals(
                        get("/admin/rebuild", "Authorization", staff()).body()));
    }

    @Test
    void refuseASecondOneWhereverItIsAskedFor() {
        CountDownLatch goOn = new CountDownLatch(1);
        PAPER.disturb((path, time) -> {
            if (path.equals(PaperOrders.EVENTS)) {
                goOn.await();
            }
            return "";
        });
        assertThat(rebuildOn(OTHERS.getFirst()).statusCode()).isEqualTo(202);

        assertThat(rebuildOn(OTHERS.getLast()).statusCode()).isEqualTo(409);
        assertThat(rebuild().statusCode()).isEqualTo(409);
        goOn.countDown();
        ended();
    }

    @Test
    void goOnWithAnotherOneWhenTheOneThatRebuiltIsStopped() {
        IntStream.range(0, 5).forEach(i -> PAPER.write(order(NOON, cups(1, latte))));
        PAPER.disturb((path, time) -> path.equals(PaperOrders.EVENTS) ? "503" : "");
        rebuildOn(OTHERS.getFirst());

        OTHERS.removeFirst().close();

        assertThat(progress().get("state").asString()).isEqualTo("INTERRUPTED");
        PAPER.disturb((path, time) -> "");
        assertThat(rebuildOn(OTHERS.getFirst()).statusCode()).isEqualTo(202);
        assertThat(ended().get("state").asString()).isEqualTo("DONE");
        shown("latte 5");
    }

    @Test
    void loseAndDoubleNothingWhileOrdersGoOn(TestServers.Schema schema) throws Exception {
        List<String> menus = Stream.generate(() -> menu("busy")).limit(3).toList();
        CountDownLatch closing = new CountDownLatch(1);
        try (ExecutorService customers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> ordered = customers.submit(() -> order(menus, closing));
            int orders;
            try {
                for (ConfigurableApplicationContext instance :
                        List.of(OTHERS.getFirst(), OTHERS.getLast(), OTHERS.getFirst(), OTHERS.getLast())) {
                    assertThat(rebuildOn(instance).statusCode()).isEqualTo(202);
                    assertThat(ended().get("state").asString()).isEqualTo("DONE");
                }
            } finally {
                closing.countDown();
                orders = ordered.get();
            }

            await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(marks()).hasSize(orders));
            assertThat(sales()).isEqualTo(PAPER.sold("2026-01-10"));
        }
        // Until then it may come again, even when the next test has torn up its orders.
        try (Wire wire = new Wire(schema)) {
            await().atMost(LONG_ENOUGH).until(wire::isTakenIn);
        }
    }

    /** Keeps on ordering and cancelling, as order-service does it: on paper first, and by Kafka after it. Answers how many events that were. */
    private int order(List<String> menus, CountDownLatch closing) throws InterruptedException {
        Random random = new Random();
        int events = 0;
        while (!closing.await(10, TimeUnit.MILLISECONDS)) {
            OrderPlaced order =
                    PAPER.write(order(NOON, cups(1 + random.nextInt(3), menus.get(random.nextInt(menus.size())))));
            sayByKey(order);
            events++;
            if (random.nextInt(4) == 0) {
                sayByKey(PAPER.write(cancel(order)));
                events++;
            }
        }
        return events;
    }

    private ConfigurableApplicationContext another() {
        String[] settings = Stream.concat(
                        Stream.of("--server.port=0"),
                        SHARED.stream().map(name -> "--" + name + "=" + environment.getRequiredProperty(name)))
                .toArray(String[]::new);
        return new SpringApplicationBuilder(DisplayApplication.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean("sameClock", MovableClock.class, () -> clock, bean -> bean.setPrimary(true)))
                .run(settings);
    }

    private HttpResponse<String> rebuildOn(ConfigurableApplicationContext instance) {
        return send(
                HttpRequest.newBuilder(address(instance, "/admin/rebuild")).POST(BodyPublishers.noBody()),
                "Authorization",
                staff());
    }

    private String bestOf(ConfigurableApplicationContext instance) {
        return of(instance, "/display/best" + DAY);
    }

    private String of(ConfigurableApplicationContext instance, String path) {
        return send(HttpRequest.newBuilder(address(instance, path)), "Authorization", staff())
                .body();
    }

    private static URI address(ConfigurableApplicationContext instance, String path) {
        return URI.create(
                "http://127.0.0.1:" + instance.getEnvironment().getRequiredProperty("local.server.port") + path);
    }
}
