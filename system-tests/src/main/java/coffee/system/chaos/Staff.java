package coffee.system.chaos;

import coffee.system.CoffeeSystem;
import coffee.system.Part;
import coffee.system.Reply;
import coffee.system.chaos.Comparisons.Comparison;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Those who ask again and again whether the display counts what was ordered. */
final class Staff {

    private static final ZoneId SHOP = ZoneId.of("Asia/Seoul");
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final CoffeeSystem coffee;
    private final Queue<Comparison> comparisons = new ConcurrentLinkedQueue<>();

    Staff(CoffeeSystem coffee) {
        this.coffee = coffee;
    }

    /** One of them, at most once a second. */
    void workUntil(CountDownLatch closing) {
        try {
            while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                Instant asked = Instant.now();
                Reply reply = compare(coffee);
                comparisons.add(new Comparison(asked, Instant.now(), reply.status(), reply.body()));
            }
        } catch (InterruptedException stopped) {
            throw ChaosFailure.stopped(stopped);
        }
    }

    /** Of all days that a run may have begun on, be it before midnight. */
    static Reply compare(CoffeeSystem coffee) {
        LocalDate today = LocalDate.now(SHOP);
        return coffee.asStaff(Part.DISPLAY).get("/admin/reconciliation?from=" + today.minusDays(1) + "&to=" + today);
    }

    Comparisons comparisons() {
        return new Comparisons(List.copyOf(comparisons));
    }
}
