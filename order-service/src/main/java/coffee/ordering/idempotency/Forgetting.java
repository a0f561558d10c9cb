package coffee.ordering.idempotency;

import coffee.ordering.shared.ShopClock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Answers are remembered for a while, not for ever. They go in small batches, so that nobody waits for it. */
@Component
class Forgetting {

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final ShopClock clock;
    private final IdempotencySettings settings;

    Forgetting(JdbcClient jdbc, TransactionOperations transaction, ShopClock clock, IdempotencySettings settings) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "${coffee.idempotency.forget-every:1h}")
    void forget() {
        LocalDateTime tooOld = LocalDateTime.ofInstant(clock.now().minus(settings.remember()), ZoneOffset.UTC);
        int forgotten;
        do {
            forgotten = transaction.execute(status -> batchOlderThan(tooOld));
        } while (forgotten > 0);
    }

    /** The oldest stand at the front: nothing behind them is looked at. */
    private Integer batchOlderThan(LocalDateTime tooOld) {
        Long front = jdbc.sql("SELECT MAX(id) FROM (SELECT id FROM remembered_answer ORDER BY id LIMIT " + BATCH
                        + ") AS front")
                .query(Long.class)
                .optional()
                .orElse(0L);
        // Where the statistics are behind, MariaDB takes the table for small and would lock its way through all of it.
        return jdbc.sql("DELETE answer FROM remembered_answer AS answer FORCE INDEX (PRIMARY)"
                        + " WHERE id <= :front AND remembered_at < :tooOld")
                .param("front", front)
                .param("tooOld", tooOld)
                .update();
    }
}
