package coffee.ordering.desk;

import static coffee.ordering.Callers.calls;
import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.local.server.TcpProxy;
import coffee.local.server.TcpProxy.Wire;
import coffee.ordering.Instance;
import coffee.ordering.OrderServiceTest;
import coffee.ordering.Shop;
import coffee.ordering.Shop.Reply;
import coffee.ordering.Trap;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionOperations;

/** Somebody hangs and keeps an account locked: whoever has another one must not wait for that, though all share a lane. */
@TestPropertySource(properties = {"coffee.desk.lanes=1", "coffee.desk.queue-per-lane=4"})
class LockedAccountTest extends OrderServiceTest {

    private static final String LOCKED = "CUST-00000010";
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void theOthersAreServedWhileOneAccountIsLocked() {
        CompletableFuture<Reply> stuck;
        try (ForeignLock _ = new ForeignLock(servers, LOCKED)) {
            stuck = standsAside(() -> shop.charge(LOCKED, 1_000));
            List<CompletableFuture<Reply>> others = IntStream.rangeClosed(1, 4)
                    .mapToObj(customer -> calls(() -> shop.order("CUST-0000000" + customer, ICED_AMERICANO, 1)))
                    .toList();

            assertThat(others).allMatch(reply -> reply.join().status() == 200);
            assertThat(stuck).isNotDone();
        }
        assertThat(stuck.join().status()).isEqualTo(200);
    }

    @Test
    void alsoWhileSomebodyHangsWhoIsRegisteringTheCustomer() {
        CompletableFuture<Reply> stuck;
        try (ForeignLock lock = new ForeignLock(servers)) {
            lock.alsoOpen("CUST-00000777");
            stuck = standsAside(() -> shop.charge("CUST-00000777", 1_000));

            assertThat(shop.charge("CUST-00000007", 100).status()).isEqualTo(200);
            assertThat(stuck).isNotDone();
        }
        assertThat(stuck.join().text("code")).isEqualTo("NOT_FOUND_DATA");
    }

    @Test
    void whoStandsAsideIsServedInOrderOnceTheAccountIsFree() {
        CompletableFuture<Reply> first;
        CompletableFuture<Reply> second;
        try (ForeignLock _ = new ForeignLock(servers, LOCKED)) {
            first = standsAside(() -> shop.charge(LOCKED, 1_000));
            second = calls(() -> shop.order(LOCKED, ICED_AMERICANO, 1));
            awaitWaiting(2);
            // The same lane: it has come by the second one when it has served these.
            assertThat(shop.charge("CUST-00000005", 100).status()).isEqualTo(200);
            assertThat(shop.charge("CUST-00000005", 100).status()).isEqualTo(200);
            assertThat(second).isNotDone();
        }

        assertThat(second.join().status()).isEqualTo(200);
        assertThat(second.join().number("usePoint")).isEqualTo(4_200);
        assertThat(first.join().number("afterChargePoint") - first.join().number("beforeChargePoint"))
                .isEqualTo(1_000);
        assertThat(shop.points(LOCKED)).isEqualTo(first.join().number("afterChargePoint") - 4_200);
    }

    @Test
    void whoStandsAsideForTooLongIsToldToTryAgainAndIsNotBegun() {
        long points = shop.points(LOCKED);
        try (ForeignLock _ = new ForeignLock(servers, LOCKED)) {
            Reply late = shop.charge(LOCKED, 1_000, "Idempotency-Key", "late");

            assertThat(late.status()).isEqualTo(503);
            assertThat(late.text("code")).isEqualTo("TRY_AGAIN_LATER");
            assertThat(late.header("Retry-After")).isNotEmpty();
            await().until(() -> waiting() == 0);
        }

        assertThat(shop.points(LOCKED)).isEqualTo(points);
        Reply again = shop.charge(LOCKED, 1_000, "Idempotency-Key", "late");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Idempotent-Replayed")).isEmpty();
    }

    @Test
    void noMoreStandAsideThanMayWait() {
        double overloads = shop.metric("coffee.desk.overloads", "COUNT");
        List<CompletableFuture<Reply>> all = new ArrayList<>();
        try (ForeignLock _ = new ForeignLock(servers, LOCKED)) {
            all.add(standsAside(() -> shop.charge(LOCKED, 100)));
            for (int i = 0; i < 4; i++) {
                all.add(calls(() -> shop.charge(LOCKED, 100)));
            }
            await().until(() -> shop.metric("coffee.desk.overloads", "COUNT") > overloads);
        }
        assertThat(all.stream().map(reply -> reply.join().status()))
                .containsOnlyOnce(503)
                .contains(200);
    }

    /** Its caller was told that all went wrong, and orders anew. */
    @Test
    void whoWasToldOfAnErrorIsNotServedAfterIt(
            @Autowired Batch batch, @Autowired TransactionOperations transaction, @Autowired DeskSettings settings)
            throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Lane lane = new Lane(7, batch, transaction, settings, new DeskMetrics(meters));
        lane.open();
        Thread thread = Thread.ofPlatform().start(lane);
        Wish locked = new Wish();
        Ticket aside = locked.ticket();
        int asked;
        try (ForeignLock _ = new ForeignLock(servers, LOCKED)) {
            assertThat(lane.offer(aside)).isTrue();
            await().until(() -> meters.get("coffee.desk.queue").gauge().value() == 1 && locked.asked() > 1);
            // First to see whether it is locked out, and then to put it aside, behind the other.
            Ticket broken = new Wish(time -> {
                        if (time > 1) {
                            throw new StackOverflowError("meant");
                        }
                    })
                    .ticket();
            assertThat(lane.offer(broken)).isTrue();
            assertThat(broken.served()).failsWithin(LONG);
            assertThat(aside.served()).failsWithin(LONG);
            asked = locked.asked();
        }
        lane.close();

        assertThat(thread.join(LONG)).isTrue();
        assertThat(locked.asked()).isEqualTo(asked);
    }

    /** Both are called up when the account is free, each for a batch of its own, and before the first one's it is locked once more. */
    @Test
    void nobodyOvertakesWhoIsLockedOutOnceMore() {
        Trap trap = new Trap();
        try (TcpProxy wire = new TcpProxy(servers.address(), trap);
                Instance service = Instance.with(oneByOneOver(wire))) {
            Shop there = service.shop();
            CompletableFuture<Reply> first;
            CompletableFuture<Reply> second;
            try (ForeignLock again = new ForeignLock(servers)) {
                CompletableFuture<Wire> firstIsTried;
                try (ForeignLock _ = new ForeignLock(servers, LOCKED)) {
                    first = calls(() -> there.charge(LOCKED, 1_000));
                    await().until(() -> waiting(there) == 1);
                    second = calls(() -> there.order(LOCKED, ICED_AMERICANO, 1));
                    await().until(() -> waiting(there) == 2);
                    firstIsTried = trap.at("for update", "point_account", _ -> again.alsoLock(LOCKED));
                }
                firstIsTried.join();
                CompletableFuture<Wire> secondIsTried = trap.at("for update", "point_account", _ -> {});
                await().until(() -> secondIsTried.isDone() || waiting(there) == 2);
                assertThat(secondIsTried).isNotDone();
            }
            assertThat(second.join().status()).isEqualTo(200);
            assertThat(there.points(LOCKED)).isEqualTo(first.join().number("afterChargePoint") - 4_200);
        }
    }

    private Map<String, String> oneByOneOver(TcpProxy wire) {
        Map<String, String> properties = new HashMap<>(servers.springProperties());
        properties.put("spring.datasource.url", servers.url().replace(servers.address(), wire.address()));
        properties.put("coffee.desk.lanes", "1");
        properties.put("coffee.desk.batch", "1");
        return properties;
    }

    @Test
    void aLockOnSomethingElseIsTriedAgain() {
        double retries = retries();
        CompletableFuture<Reply> stuck;
        try (ForeignLock lock = new ForeignLock(servers)) {
            lock.alsoLockLotsOf(LOCKED);
            stuck = calls(() -> shop.charge(LOCKED, 1_000));
            await().until(() -> retries() > retries);
            assertThat(waiting()).isZero();
        }
        assertThat(stuck.join().status()).isEqualTo(200);
    }

    private CompletableFuture<Reply> standsAside(Supplier<Reply> call) {
        double retries = retries();
        CompletableFuture<Reply> reply = calls(call);
        await().until(() -> retries() > retries);
        awaitWaiting(1);
        return reply;
    }

    private double retries() {
        return shop.metric("coffee.desk.retries", "COUNT");
    }

    private void awaitWaiting(int commands) {
        await().until(() -> waiting() == commands);
    }

    private double waiting() {
        return waiting(shop);
    }

    private static double waiting(Shop there) {
        return there.metric("coffee.desk.queue", "VALUE");
    }
}
