package coffee.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.ordering.Shop.Reply;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Customers who order one cup after another, each order under a key of its own, until they are sent home. They remember what they were told. */
final class Crowd implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(60);
    /** As {@code Retry-After} asks for, but for our impatience. */
    private static final Duration A_MOMENT = Duration.ofMillis(100);

    private static final long MUCH = 10_000_000;
    private static final int UNANSWERED = 0;

    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<?>> customers = new ArrayList<>();
    private volatile boolean atHome;

    /** @param status 0 where no answer came */
    record Told(String customer, String key, int status, String body) {

        boolean isDone() {
            return status == 200;
        }
    }

    /** @param customers newly made, by the first shop; each goes to one of the shops */
    Crowd(int customers, Shop... shops) {
        for (int number = 0; number < customers; number++) {
            String customer = shops[0].post("/customer", "{}").text("customerId");
            shops[0].charge(customer, MUCH);
            Shop shop = shops[number % shops.length];
            this.customers.add(Callers.calls(() -> orderUntilSentHome(shop, customer)));
        }
    }

    private int orderUntilSentHome(Shop shop, String customer) {
        int orders = 0;
        int status = 200;
        while (!atHome && status != UNANSWERED) {
            Told answer = order(shop, customer, "order " + orders++);
            told.add(answer);
            status = answer.status();
            if (status == 503) {
                LockSupport.parkNanos(A_MOMENT.toNanos());
            }
        }
        return orders;
    }

    private static Told order(Shop shop, String customer, String key) {
        try {
            Reply reply = shop.order(customer, Shop.ICED_AMERICANO, 1, "Idempotency-Key", key);
            return new Told(customer, key, reply.status(), reply.body());
        } catch (UncheckedIOException gone) {
            return new Told(customer, key, UNANSWERED, String.valueOf(gone.getMessage()));
        }
    }

    /** How many more orders are done in such a time. */
    int ordersIn(Duration time) {
        long before = done();
        await().pollDelay(time).until(() -> true);
        return (int) (done() - before);
    }

    /** So that all of them have been served at least once more. */
    void keepsBusy() {
        long before = done();
        await().atMost(LONG).until(() -> done() >= before + 20);
    }

    private long done() {
        return told.stream().filter(Told::isDone).count();
    }

    /** Their orders, as the database has them. */
    long orders(JdbcClient books) {
        List<Long> numbers = told.stream()
                .map(one -> Long.parseLong(one.customer().substring("CUST-".length())))
                .distinct()
                .toList();
        return books.sql("SELECT COUNT(*) FROM orders WHERE customer_id IN (:numbers)")
                .param("numbers", numbers)
                .query(Long.class)
                .single();
    }

    List<Told> told() {
        return List.copyOf(told);
    }

    /** Everybody asks once more for everything that he has asked for: what was done stays as it was, and the rest is done now. */
    void asksForEverythingOnceMore(Shop shop) {
        goesHome();
        Set<String> orders = told.stream().collect(Collectors.groupingBy(Told::customer)).values().stream()
                .map(ofOne -> Callers.calls(() -> again(shop, ofOne)))
                .toList()
                .stream()
                .flatMap(answers -> answers.join().stream())
                .collect(Collectors.toSet());
        assertThat(orders).as("an order for each key").hasSize(told.size());
    }

    private static List<String> again(Shop shop, List<Told> ofOne) {
        return ofOne.stream()
                .map(before -> {
                    Told again = order(shop, before.customer(), before.key());
                    assertThat(again.status()).as(again.body()).isEqualTo(200);
                    assertThat(again.body()).isEqualTo(before.isDone() ? before.body() : again.body());
                    return again.body();
                })
                .toList();
    }

    /** Returns when everybody has gone. */
    void goesHome() {
        atHome = true;
        customers.forEach(CompletableFuture::join);
    }

    @Override
    public void close() {
        goesHome();
    }
}
