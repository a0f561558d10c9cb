package coffee.ordering.desk;

import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.local.junit.TestServers;
import coffee.ordering.Books;
import coffee.ordering.OrderServiceTest;
import coffee.ordering.Shop;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@OrderServiceTest
@TestPropertySource(properties = {"coffee.desk.lanes=1", "coffee.desk.queue-per-lane=4", "coffee.desk.patience=4s"})
class DeskTest {

    private Shop shop;
    private JdbcClient jdbc;

    @BeforeEach
    void enter(@LocalServerPort int port, TestServers.Schema schema) {
        shop = new Shop(port);
        jdbc = Books.open(schema);
    }

    @AfterEach
    void booksAreInOrder() {
        Books.areInOrder(jdbc);
    }

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
    void refusesAtOnceWhatItsQueueCannotHold(TestServers.Schema schema) throws Exception {
        try (Connection blocker = schema.connect();
                Statement lock = blocker.createStatement();
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            blocker.setAutoCommit(false);
            lock.execute("SELECT 1 FROM point_account WHERE customer_id = 10 FOR UPDATE");
            CompletableFuture<Reply> stuck = call(callers, () -> shop.charge("CUST-00000010", 1_000));
            await().until(() -> jdbc.sql("SELECT COUNT(*) FROM information_schema.innodb_lock_waits")
                            .query(Long.class)
                            .single()
                    > 0);

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
