package coffee.ordering.point;

import coffee.ordering.desk.OrderDesk;
import coffee.ordering.desk.Served;
import coffee.ordering.idempotency.IdempotencyKey;
import coffee.ordering.shared.CustomerId;
import coffee.ordering.shared.Refusal;
import coffee.ordering.shared.ShopClock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Every night, for accounts that nobody touched since a gift of theirs expired. It goes through the desk like everybody else. */
@Component
class NightlySweep {

    private static final Logger log = LoggerFactory.getLogger(NightlySweep.class);
    private static final int PAGE = 500;
    /** There may be a CUST-00000000. */
    private static final long BELOW_ALL = -1;

    private static final String EXPIRED = """
            SELECT DISTINCT customer_id FROM point_lot
            WHERE expires_on < :today AND remaining > 0 AND customer_id > :above
            ORDER BY customer_id LIMIT :page
            """;

    private final OrderDesk desk;
    private final JdbcClient jdbc;
    private final ShopClock clock;

    NightlySweep(OrderDesk desk, JdbcClient jdbc, ShopClock clock) {
        this.desk = desk;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Scheduled(cron = "${coffee.points.sweep:0 5 0 * * *}", zone = "${coffee.zone:Asia/Seoul}")
    void sweep() {
        LocalDate today = clock.dayOf(clock.now());
        List<CustomerId> page = expired(today, BELOW_ALL);
        int swept = 0;
        while (!page.isEmpty()) {
            swept += writeOff(page, today);
            page = expired(today, page.getLast().number());
        }
        if (swept > 0) {
            log.info("Wrote off expired points of {} customers", swept);
        }
    }

    private List<CustomerId> expired(LocalDate today, long above) {
        return jdbc.sql(EXPIRED)
                .param("today", today)
                .param("above", above)
                .param("page", PAGE)
                .query((row, number) -> new CustomerId(row.getLong(1)))
                .list();
    }

    /** Whoever finds the desk full, or the database away, is left for the next night or his next visit. */
    private int writeOff(List<CustomerId> customers, LocalDate today) {
        // One key a day: two instances that sweep at once write each lot off once.
        IdempotencyKey key = new IdempotencyKey("sweep of " + today);
        List<CompletableFuture<Served>> sweeps = new ArrayList<>();
        for (CustomerId customer : customers) {
            try {
                sweeps.add(desk.bring(new WriteOff(customer, today), key, Locale.KOREAN));
            } catch (Refusal.Overloaded full) {
                log.info("The desk is full, {} waits for another sweep", customer);
            }
        }
        return (int) sweeps.stream().filter(NightlySweep::isDone).count();
    }

    /** Whether it was done here and now, and not by another instance before. */
    private static boolean isDone(CompletableFuture<Served> sweep) {
        try {
            return !sweep.join().replayed();
        } catch (CompletionException failed) {
            log.warn(
                    "An account could not be swept and waits for another sweep: {}", String.valueOf(failed.getCause()));
            return false;
        }
    }
}
