package coffee.system;

import static coffee.system.Part.DISPLAY;
import static coffee.system.Part.DISPLAY_2;
import static coffee.system.Part.DISPLAY_3;
import static coffee.system.Part.ORDER;
import static coffee.system.Part.ORDER_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.system.CoffeeSystem.Outage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two order-services on one database, and three display-services on another. */
@ExtendWith(SharedCoffee.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstancesIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<Part> COUNTERS = List.of(ORDER, ORDER_2);
    private static final List<Part> DISPLAYS = List.of(DISPLAY, DISPLAY_2, DISPLAY_3);
    private static final List<Part> EXTRA = List.of(ORDER_2, DISPLAY_2, DISPLAY_3);

    private final CoffeeSystem coffee;
    private final Staff staff;

    InstancesIT(CoffeeSystem coffee) {
        this.coffee = coffee;
        this.staff = new Staff(coffee);
    }

    @BeforeAll
    void startTheOthers() {
        EXTRA.forEach(coffee::start);
    }

    @AfterAll
    void endTheOthers() {
        EXTRA.forEach(coffee::kill);
    }

    @Test
    void copiesOfOneOrderAtBothCountersHaveOneEffectAndOneAnswer() throws Exception {
        String menu = staff.sell("쌍둥이", 1_000);
        for (int round = 1; round <= 5; round++) {
            Guest guest = Guest.of(coffee);
            List<Callable<Reply>> copies = IntStream.range(0, 20)
                    .<Callable<Reply>>mapToObj(copy ->
                            () -> guest.at(COUNTERS.get(copy % COUNTERS.size())).order(menu, 2, "once"))
                    .toList();

            List<Reply> answers = atOnce(copies);

            assertThat(answers).extracting(Reply::status).containsOnly(200);
            assertThat(answers.stream().map(Reply::body).distinct()).hasSize(1);
            assertThat(answers.stream()
                            .filter(answer ->
                                    answer.header("Idempotent-Replayed").isEmpty()))
                    .hasSize(1);
            assertThat(guest.at(ORDER_2).orders()).hasSize(1);
            assertThat(guest.points()).isEqualTo(8_000);
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(coffee.board().orderCount(menu)).isEqualTo(5));
    }

    @Test
    void oneCustomerAtBothCountersNeverSpendsMoreThanThereIs() throws Exception {
        String menu = staff.sell("마지막 잔", 1_000);
        Guest guest = Guest.of(coffee);
        List<Callable<Reply>> orders = IntStream.range(0, 30)
                .<Callable<Reply>>mapToObj(order ->
                        () -> guest.at(COUNTERS.get(order % COUNTERS.size())).order(menu))
                .toList();

        List<Reply> answers = atOnce(orders);

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(10);
        assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(20);
        assertThat(guest.points()).isZero();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(coffee.board().orderCount(menu)).isEqualTo(10));
    }

    /** One of nine may take longer: what else the machine does counts here too. Who was just started warms up first. */
    @Test
    void allDisplaysAnswerTheSameWithinASecond() {
        String menu = staff.sell("세 화면", 1_000);
        Guest guest = Guest.of(coffee).withPoints(1_000_000);
        List<Long> millis = new ArrayList<>();
        await().atMost(SOON).untilAsserted(() -> {
            guest.at(COUNTERS.get(millis.size() % COUNTERS.size())).buy(menu);
            millis.add(untilAllDisplaysShow(menu, millis.size() + 1));
            assertThat(millis).hasSizeGreaterThanOrEqualTo(9);
            assertThat(millis.reversed().stream().limit(9).filter(late -> late > 1_000))
                    .as("milliseconds after the answer: %s", millis)
                    .hasSizeLessThanOrEqualTo(1);
        });

        System.out.println("On all three displays, milliseconds after the answer: " + millis);
        assertThat(DISPLAYS.stream().map(display -> coffee.http(display).get("/display/best?limit=50")))
                .extracting(reply -> reply.header("ETag").orElseThrow() + reply.body())
                .containsOnly(coffee.http(DISPLAY)
                                .get("/display/best?limit=50")
                                .header("ETag")
                                .orElseThrow()
                        + coffee.http(DISPLAY).get("/display/best?limit=50").body());
    }

    private long untilAllDisplaysShow(String menu, long orders) {
        long began = System.nanoTime();
        for (Part display : DISPLAYS) {
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> coffee.board(display).orderCount(menu) == orders);
        }
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    @Test
    void theOthersGoOnWhenOneOfEachIsKilledAndAnswerForIt() {
        String menu = staff.sell("남은 사람", 1_000);
        Guest guest = Guest.of(coffee);
        Reply first = guest.order(menu, 1, "before it died");
        try (Outage _ = coffee.without(ORDER);
                Outage _ = coffee.without(DISPLAY)) {
            Reply again = guest.at(ORDER_2).order(menu, 1, "before it died");
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.header("Idempotent-Replayed")).contains("true");
            guest.at(ORDER_2).buy(menu);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(List.of(
                                    coffee.board(DISPLAY_2).orderCount(menu),
                                    coffee.board(DISPLAY_3).orderCount(menu)))
                            .containsOnly(2L));
        }

        assertThat(guest.points()).isEqualTo(8_000);
        assertThat(coffee.board().orderCount(menu)).isEqualTo(2);
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws ExecutionException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        }
    }
}
