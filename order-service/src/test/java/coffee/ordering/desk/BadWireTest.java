package coffee.ordering.desk;

import static coffee.ordering.Callers.calls;
import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.local.junit.RealServers;
import coffee.local.junit.TestServers;
import coffee.local.server.TcpProxy;
import coffee.local.server.TcpProxy.Direction;
import coffee.local.server.TcpProxy.Wire;
import coffee.ordering.Books;
import coffee.ordering.Instance;
import coffee.ordering.Shop;
import coffee.ordering.Shop.Reply;
import coffee.ordering.Trap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A desk whose connection to its database breaks at the worst moments. */
@RealServers
class BadWireTest {

    private static final String AN_ORDER = "orderPrice";

    private static final Trap trap = new Trap();
    private static TcpProxy wire;
    private static Instance service;
    private static Shop shop;
    private static JdbcClient books;

    @BeforeAll
    static void open(TestServers.Schema servers) {
        wire = new TcpProxy(servers.address(), trap);
        Map<String, String> properties = new HashMap<>(servers.springProperties());
        properties.put("spring.datasource.url", servers.url().replace(servers.address(), wire.address()));
        properties.put("coffee.demo-data", "true");
        // A transaction that was cut off may hold its locks for a while, and the desk's tries are counted.
        properties.put(
                "spring.datasource.hikari.data-source-properties.sessionVariables", "innodb_lock_wait_timeout=20");
        service = Instance.with(properties);
        shop = service.shop();
        books = Books.open(servers);
    }

    @AfterAll
    static void close() {
        service.close();
        wire.close();
    }

    @AfterEach
    void booksAreInOrder() {
        Books.areInOrder(books);
    }

    @Test
    void aConnectionLostBeforeItsCommitArrivesIsNoticedByNobody() {
        double retries = shop.metric("coffee.desk.retries", "COUNT");
        CompletableFuture<Wire> cut = trap.at("COMMIT", AN_ORDER, Wire::cut);

        Reply reply = order("CUST-00000001");

        cut.join();
        assertThat(shop.metric("coffee.desk.retries", "COUNT") - retries).isEqualTo(1);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Idempotent-Replayed")).isEmpty();
        isOrderedOnce(1, reply);
    }

    /** The desk cannot know that it has committed. Decided again, the command finds its own remembered answer. */
    @Test
    void aConnectionLostAfterItsCommitArrivedHasOneEffect() {
        CompletableFuture<Wire> held = trap.at("COMMIT", AN_ORDER, wire -> wire.hold(Direction.TO_CLIENT));
        CompletableFuture<Reply> reply = calls(() -> order("CUST-00000002"));
        Wire ofTheDesk = held.join();
        await().until(() -> orders(2) == 1);

        ofTheDesk.cut();

        assertThat(reply.join().status()).isEqualTo(200);
        isOrderedOnce(2, reply.join());
    }

    @Test
    void nobodyIsAnsweredBeforeItIsKnownThatTheCommitWasDone() {
        CompletableFuture<Wire> held = trap.at("COMMIT", AN_ORDER, wire -> wire.hold(Direction.TO_CLIENT));
        CompletableFuture<Reply> reply = calls(() -> order("CUST-00000003"));
        Wire ofTheDesk = held.join();
        await().until(() -> orders(3) == 1);
        // In the time in which the other lane serves so many, this one's answer would have come.
        for (int i = 0; i < 20; i++) {
            assertThat(shop.charge("CUST-00000004", 100).status()).isEqualTo(200);
        }
        assertThat(reply).isNotDone();

        ofTheDesk.release(Direction.TO_CLIENT);

        assertThat(reply.join().status()).isEqualTo(200);
        isOrderedOnce(3, reply.join());
    }

    private static Reply order(String customer) {
        return shop.order(customer, ICED_AMERICANO, 1, "Idempotency-Key", "one cup");
    }

    private static void isOrderedOnce(int customer, Reply reply) {
        Reply again = order("CUST-0000000" + customer);
        assertThat(again.body()).isEqualTo(reply.body());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(orders(customer)).isEqualTo(1);
        assertThat(shop.points("CUST-0000000" + customer)).isEqualTo(5_800);
    }

    private static long orders(int customer) {
        return books.sql("SELECT COUNT(*) FROM orders WHERE customer_id = ?")
                .param(customer)
                .query(Long.class)
                .single();
    }
}
