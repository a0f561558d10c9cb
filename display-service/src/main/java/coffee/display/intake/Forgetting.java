package coffee.display.intake;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Forgets the marks of events that are too old to be let in again. A day later than they could be: of two instances whose clocks differ,
 * neither lets in what the other has forgotten.
 */
@Component
class Forgetting {

    private static final Logger log = LoggerFactory.getLogger(Forgetting.class);
    private static final int BATCH = 1000;

    private final Marks marks;
    private final Clock clock;
    private final IntakeSettings settings;

    Forgetting(Marks marks, Clock clock, IntakeSettings settings) {
        this.marks = marks;
        this.clock = clock;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "${coffee.intake.forget-every:1h}")
    void forget() {
        LocalDate day = LocalDate.ofInstant(settings.horizon(clock.instant()), ZoneOffset.UTC)
                .minusDays(1);
        try {
            int forgotten;
            do {
                forgotten = marks.forgetBefore(day, BATCH);
            } while (forgotten == BATCH);
        } catch (DataAccessException | TransactionException away) {
            log.warn("Old marks are forgotten another time: {}", away.getMessage());
        }
    }
}
