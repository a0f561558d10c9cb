package coffee.ordering.desk;

import static coffee.ordering.Callers.calls;
import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.events.OrderEvent;
import coffee.ordering.OrderServiceTest;
import coffee.ordering.Shop.Reply;
import coffee.ordering.outbox.Listener;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionOperations;

/** A desk of one short lane, which a test can keep busy. */
@TestPropertySource(
        properties = {
            "coffee.desk.lanes=1",
            "coffee.desk.queue-per-lane=4",
            // A test keeps the lane waiting.
            OrderServiceTest.NOBODY_HANGS
        })
class DeskTest extends OrderServiceTest {

    private static final String SOMEBODY = "CUST-00000010";

    private static final Duration LONG = Duration.ofSeconds(10);

    private CompletableFuture<Reply> stuck = new CompletableFuture<>();

    @Test
    void whatWaitsIsDecidedTogetherAndEachPaysOnce() {
        double batches = metric("coffee.desk.batch", "COUNT");
        double commands = metric("coffee.desk.batch", "TOTAL");
        List<CompletableFuture<Reply>> waiting;
        try (ForeignLock _ = keepTheLaneBusy()) {
            waiting = IntStream.rangeClosed(5, 8)
                    .mapToObj(customer -> calls(() -> shop.order("CUST-0000000" + customer, ICED_AMERICANO, 1)))
                    .toList();
            awaitQueued(4);
        }

        assertThat(stuck.join().status()).isEqualTo(200);
        assertThat(waiting).allMatch(reply -> reply.join().status() == 200);
        assertThat(waiting.stream().map(reply -> reply.join().text("orderNo")).distinct())
                .hasSize(4);
        assertThat(metric("coffee.desk.batch", "COUNT") - batches).isEqualTo(2);
        assertThat(metric("coffee.desk.batch", "TOTAL") - commands).isEqualTo(5);
    }

    @Test
    void refusesAtOnceWhatItsQueueCannotHoldAndDoesNothingOfIt() {
        double overloads = metric("coffee.desk.overloads", "COUNT");
        List<CompletableFuture<Reply>> waiting;
        try (ForeignLock _ = keepTheLaneBusy()) {
            waiting = Stream.generate(() -> calls(() -> shop.charge(SOMEBODY, 1_000)))
                    .limit(4)
                    .toList();
            awaitQueued(4);

            // Answered while the lane is as busy as before: nobody waited for it.
            for (int i = 0; i < 3; i++) {
                Reply refused = shop.charge("CUST-00000009", 1_000, "Idempotency-Key", "refused");
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.text("code")).isEqualTo("OVERLOADED");
                assertThat(refused.header("Retry-After")).isNotEmpty();
                assertThat(refused.header("Idempotency-Key")).isEqualTo("refused");
            }
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
        }

        assertThat(waiting).allMatch(reply -> reply.join().status() == 200);
        assertThat(metric("coffee.desk.overloads", "COUNT") - overloads).isEqualTo(3);
        assertThat(shop.points("CUST-00000009")).isEqualTo(10_000);
        Reply later = shop.charge("CUST-00000009", 1_000, "Idempotency-Key", "refused");
        assertThat(later.status()).isEqualTo(200);
        assertThat(later.header("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotBegun() {
        try (ForeignLock _ = keepTheLaneBusy()) {
            Reply late = shop.charge("CUST-00000001", 1_000, "Idempotency-Key", "late");
            assertThat(late.status()).isEqualTo(503);
            assertThat(late.text("code")).isEqualTo("TRY_AGAIN_LATER");
        }
        // The same lane: it has come by the late one when it serves this.
        assertThat(shop.charge(SOMEBODY, 1_000).status()).isEqualTo(200);

        assertThat(shop.points("CUST-00000001")).isEqualTo(10_000);
        Reply again = shop.charge("CUST-00000001", 1_000, "Idempotency-Key", "late");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void aDeadlockIsTriedAgain() {
        double retries = metric("coffee.desk.retries", "COUNT");
        double splits = metric("coffee.desk.splits", "COUNT");
        long deadlocks = deadlocks();
        List<CompletableFuture<Reply>> together;
        try (ForeignLock fourth = new ForeignLock(servers, "CUST-00000004")) {
            try (ForeignLock _ = keepTheLaneBusy()) {
                together = Stream.of("CUST-00000003", "CUST-00000004")
                        .map(customer -> calls(() -> shop.charge(customer, 1_000)))
                        .toList();
                awaitQueued(2);
            }
            // The desk has the third customer now and waits for the fourth, whose holder wants the third.
            fourth.awaitSomebodyWaiting();
            fourth.alsoLock("CUST-00000003");
        }

        assertThat(together).allMatch(reply -> reply.join().status() == 200);
        // Others may make some too: they share the server.
        assertThat(deadlocks() - deadlocks).isPositive();
        assertThat(metric("coffee.desk.retries", "COUNT")).isGreaterThan(retries);
        assertThat(metric("coffee.desk.splits", "COUNT")).isEqualTo(splits);
    }

    @Test
    void aPoisonedCommandFailsAloneAndNothingIsToldOfIt() {
        double splits = metric("coffee.desk.splits", "COUNT");
        List<String> customers = Stream.generate(this::newCustomer).limit(3).toList();
        String poisoned = customers.get(1);
        List<CompletableFuture<Reply>> together;
        jdbc.sql("""
                CREATE TRIGGER poison BEFORE INSERT ON point_entry FOR EACH ROW
                IF NEW.customer_id = %d THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'poisoned'; END IF""".formatted(Long.parseLong(poisoned.substring(5)))).update();
        try {
            try (ForeignLock _ = keepTheLaneBusy()) {
                together = customers.stream()
                        .map(customer -> calls(() -> shop.order(customer, ICED_AMERICANO, 1)))
                        .toList();
                awaitQueued(3);
            }
            assertThat(together.stream().map(reply -> reply.join().status())).containsExactly(200, 500, 200);
        } finally {
            jdbc.sql("DROP TRIGGER poison").update();
        }

        assertThat(together.get(1).join().text("code")).isEqualTo("TRY_AGAIN_LATER");
        assertThat(together.get(1).join().body()).doesNotContain("poison", "xception");
        assertThat(metric("coffee.desk.splits", "COUNT")).isGreaterThan(splits);
        assertThat(shop.get("/order?customerId=" + poisoned).json()).isEmpty();
        assertThat(customersToldOf(together.get(0).join(), together.get(2).join()))
                .contains(customers.getFirst(), customers.getLast())
                .doesNotContain(poisoned);
    }

    /** Halves would meet it as well, one command after another. */
    @Test
    void whileTheDatabaseTakesNothingAllAreToldToTryAgainAtOnce() {
        double splits = metric("coffee.desk.splits", "COUNT");
        jdbc.sql("""
                CREATE TRIGGER disk_full BEFORE INSERT ON point_entry FOR EACH ROW
                SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1114, MESSAGE_TEXT = 'The table is full'""").update();
        List<CompletableFuture<Reply>> together;
        try {
            try (ForeignLock _ = keepTheLaneBusy()) {
                together = IntStream.rangeClosed(5, 7)
                        .mapToObj(customer -> calls(() -> shop.charge("CUST-0000000" + customer, 100)))
                        .toList();
                awaitQueued(3);
            }
            assertThat(together.stream().map(CompletableFuture::join)).allSatisfy(reply -> {
                assertThat(reply.status()).isEqualTo(503);
                assertThat(reply.header("Retry-After")).isEqualTo("1");
                assertThat(reply.text("code")).isEqualTo("TRY_AGAIN_LATER");
            });
        } finally {
            jdbc.sql("DROP TRIGGER disk_full").update();
        }
        assertThat(metric("coffee.desk.splits", "COUNT")).isEqualTo(splits);
        assertThat(shop.charge("CUST-00000005", 100).status()).isEqualTo(200);
    }

    @Test
    void anErrorEndsNoLane(
            @Autowired Batch batch, @Autowired TransactionOperations transaction, @Autowired DeskSettings settings)
            throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        BlockingQueue<Ticket> queue = new ArrayBlockingQueue<>(2) {
            @Override
            public int drainTo(Collection<? super Ticket> tickets, int most) {
                if (broken.getAndSet(false)) {
                    throw new StackOverflowError("once");
                }
                return super.drainTo(tickets, most);
            }
        };
        Ticket unlucky = new Wish().ticket();
        Ticket next = new Wish().ticket();
        queue.add(unlucky);
        Lane lane = new Lane(0, queue, batch, transaction, settings, new DeskMetrics(new SimpleMeterRegistry()));
        lane.open();
        Thread thread = Thread.ofPlatform().start(lane);

        assertThat(unlucky.served())
                .failsWithin(LONG)
                .withThrowableThat()
                .withCauseInstanceOf(StackOverflowError.class);
        assertThat(lane.offer(next)).isTrue();
        lane.close();
        assertThat(thread.join(LONG)).isTrue();
        assertThat(next.served()).isDone();
    }

    @Test
    void tellsHowBusyItIs() {
        shop.charge(SOMEBODY, 1_000);
        double waits = metric("coffee.desk.wait", "COUNT");
        double decisions = metric("coffee.desk.decide", "COUNT");
        double commits = metric("coffee.desk.commit", "COUNT");

        shop.charge(SOMEBODY, 1_000);

        assertThat(metric("coffee.desk.wait", "COUNT") - waits).isEqualTo(1);
        assertThat(metric("coffee.desk.decide", "COUNT") - decisions).isEqualTo(1);
        assertThat(metric("coffee.desk.commit", "COUNT") - commits).isEqualTo(1);
    }

    @Test
    void isOpenedAgainAfterItWasClosed(@Autowired OrderDesk desk) {
        desk.stop();
        assertThat(shop.charge(SOMEBODY, 1_000).text("code")).isEqualTo("OVERLOADED");

        desk.start();
        assertThat(shop.charge(SOMEBODY, 1_000).status()).isEqualTo(200);
    }

    /** The queue is where the two meet, so it is the queue that brings the unlucky moment about. */
    @Test
    void aCommandThatComesInTheInstantInWhichItsLaneClosesIsRefused(
            @Autowired Batch batch, @Autowired TransactionOperations transaction, @Autowired DeskSettings settings)
            throws Exception {
        CompletableFuture<Lane> closed = new CompletableFuture<>();
        BlockingQueue<Ticket> queue = new ArrayBlockingQueue<>(1) {
            @Override
            public boolean offer(Ticket ticket) {
                closed.join();
                return super.offer(ticket);
            }
        };
        Ticket ticket = new Wish().ticket();
        Lane lane = new Lane(0, queue, batch, transaction, settings, new DeskMetrics(new SimpleMeterRegistry()));
        lane.open();
        Thread thread = Thread.ofPlatform().start(lane);
        CompletableFuture<Boolean> accepted = calls(() -> lane.offer(ticket));
        lane.close();
        thread.join();
        closed.complete(lane);

        assertThat(accepted.join()).isFalse();
        assertThat(queue).isEmpty();
    }

    /** The lane waits for an account that somebody else's transaction holds, and everybody waits for the lane. */
    private ForeignLock keepTheLaneBusy() {
        ForeignLock lock = new ForeignLock(servers, SOMEBODY);
        stuck = calls(() -> shop.charge(SOMEBODY, 1_000));
        lock.awaitSomebodyWaiting();
        return lock;
    }

    private String newCustomer() {
        return shop.post("/customer", "{}").text("customerId");
    }

    private void awaitQueued(int commands) {
        await().until(() -> metric("coffee.desk.queue", "VALUE") >= commands);
    }

    private double metric(String name, String statistic) {
        return shop.metric(name, statistic);
    }

    private long deadlocks() {
        return jdbc.sql(
                        "SELECT variable_value FROM information_schema.global_status WHERE variable_name = 'INNODB_DEADLOCKS'")
                .query(Long.class)
                .single();
    }

    /** Up to these orders at least. */
    private List<String> customersToldOf(Reply... orders) {
        List<String> orderNos =
                Stream.of(orders).map(order -> order.text("orderNo")).toList();
        try (Listener listener = new Listener(servers.bootstrapServers(), servers.topicPrefix() + "order-menu")) {
            return listener
                    .hear(all -> all.stream().map(ConsumerRecord::key).toList().containsAll(orderNos))
                    .stream()
                    .map(record -> ((OrderEvent) listener.read(record)).customerId())
                    .toList();
        }
    }
}
