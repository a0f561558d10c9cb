package coffee.display.reconciliation;

import coffee.display.orders.OrdersAway;
import java.time.Clock;
import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Every night, on every instance: a look changes nothing, and each has its own metrics. */
@Component
class NightlyLook {

    private static final Logger log = LoggerFactory.getLogger(NightlyLook.class);
    private static final int MOST_SAID = 20;

    private final Reconciliation reconciliation;
    private final ReconciliationMetrics metrics;
    private final Clock clock;

    NightlyLook(Reconciliation reconciliation, ReconciliationMetrics metrics, Clock clock) {
        this.reconciliation = reconciliation;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Scheduled(cron = "${coffee.reconciliation.nightly:0 30 0 * * *}", zone = "${coffee.zone:Asia/Seoul}")
    void look() {
        try {
            Findings findings = reconciliation.compare(metrics.firstNightly(), LocalDate.now(clock));
            metrics.found(findings);
            say(findings);
        } catch (OrdersAway | DataAccessException | TransactionException away) {
            metrics.failed();
            log.warn("The counts could not be held against the orders: {}", away.getMessage());
        }
    }

    private static void say(Findings findings) {
        if (findings.differences().isEmpty()) {
            return;
        }
        log.warn(
                "{} counts are not what the orders say (GET /admin/reconciliation names them): {}",
                findings.differences().size(),
                findings.differences().stream().limit(MOST_SAID).toList());
    }
}
