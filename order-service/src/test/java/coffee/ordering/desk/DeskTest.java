package coffee.ordering.desk;

import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.ordering.OrderServiceTest;
import coffee.ordering.Shop.Reply;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = {"coffee.desk.lanes=1", "coffee.desk.queue-per-lane=4", "coffee.desk.patience=4s"})
class DeskTest extends OrderServiceTest {

    @Test
    void manyCustomersAtOnceAreServedTogetherAndEachPaysOnce() {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Reply> replies = atOnce(
                    callers,
                    IntStream.rangeClosed(1, 9)
                            .mapToObj(customer ->
                                    () -> patiently(() -> shop.order("CUST-0000000" + customer, ICED_AMERICANO, 1))));

            assertThat(replies).allMatch(reply -> reply.status() == 200);
            assertThat(replies.stream().map(reply -> reply.text("orderNo")).distinct())
                    .hasSize(9);
        }
    }

    @Test
    void refusesAtOnceWhatItsQueueCannotHold() throws Exception {
        try (Connection blocker = servers.connect();
                Statement lock = blocker.createStatement();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            blocker.setAutoCommit(false);
            lock.execute("SELECT 1 FROM point_account WHERE customer_id = 10 FOR UPDATE");
            CompletableFuture<Reply> stuck = call(callers, () -> shop.charge("CUST-00000010", 1_000));
            awaitALockWait();

            List<Reply> replies =
                    atOnce(callers, IntStream.range(0, 12).mapToObj(copy -> () -> shop.charge("CUST-00000010", 1_000)));
            blocker.rollback();

            List<Reply> refused =
                    replies.stream().filter(reply -> reply.status() == 503).toList();
            assertThat(refused).hasSizeGreaterThanOrEqualTo(8).allSatisfy(reply -> {
                assertThat(reply.header("Retry-After")).isNotEmpty();
                assertThat(reply.header("Idempotency-Key")).isNotEmpty();
            });
            assertThat(refused.stream().filter(reply -> reply.text("code").equals("OVERLOADED")))
                    .hasSize(8);
            assertThat(stuck.join().status()).isIn(200, 503);
        }
    }

    @Test
    void aPoisonedCommandFailsAlone() throws Exception {
        jdbc.sql("UPDATE point_account SET balance = balance + 1 WHERE customer_id = 2")
                .update();
        try (Connection blocker = servers.connect();
                Statement lock = blocker.createStatement();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            blocker.setAutoCommit(false);
            lock.execute("SELECT 1 FROM point_account WHERE customer_id = 1 FOR UPDATE");
            CompletableFuture<Reply> first = call(callers, () -> shop.charge("CUST-00000001", 1_000));
            awaitALockWait();
            // These three are queued behind it, and so decided together.
            List<CompletableFuture<Reply>> together = Stream.of("CUST-00000003", "CUST-00000002", "CUST-00000004")
                    .map(customer -> call(callers, () -> shop.charge(customer, 1_000)))
                    .toList();
            awaitQueued(3);
            blocker.rollback();

            assertThat(first.join().status()).isEqualTo(200);
            assertThat(together.stream().map(reply -> reply.join().status())).containsExactly(200, 500, 200);
            assertThat(together.get(1).join().body())
                    .contains("TRY_AGAIN_LATER")
                    .doesNotContain("IllegalState");
        } finally {
            jdbc.sql("UPDATE point_account SET balance = balance - 1 WHERE customer_id = 2")
                    .update();
        }
        assertThat(shop.points("CUST-00000002")).isEqualTo(10_000);
    }

    private void awaitALockWait() {
        await().until(() -> jdbc.sql("SELECT COUNT(*) FROM information_schema.innodb_lock_waits")
                        .query(Long.class)
                        .single()
                > 0);
    }

    private void awaitQueued(int commands) {
        await().until(() -> shop.staffGet("/actuator/metrics/coffee.desk.queue")
                        .json()
                        .at("/measurements/0/value")
                        .intValue()
                >= commands);
    }

    private static Reply patiently(Supplier<Reply> send) {
        Reply reply = send.get();
        while (reply.status() == 503) {
            reply = send.get();
        }
        return reply;
    }

    private static List<Reply> atOnce(ExecutorService callers, Stream<Supplier<Reply>> calls) {
        List<CompletableFuture<Reply>> replies =
                calls.map(call -> call(callers, call)).toList();
        return replies.stream().map(CompletableFuture::join).toList();
    }

    private static CompletableFuture<Reply> call(ExecutorService callers, Supplier<Reply> call) {
        return CompletableFuture.supplyAsync(call, callers);
    }
}
