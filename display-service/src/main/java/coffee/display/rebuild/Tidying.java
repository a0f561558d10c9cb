package coffee.display.rebuild;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Ends rebuilds whose instance died, and removes books that nobody reads any more, a little at a time. */
@Component
class Tidying {

    private static final Logger log = LoggerFactory.getLogger(Tidying.class);
    private static final int ROWS = 1000;
    private static final int BATCHES = 20;

    private final Steps steps;
    private final Rebuilds rebuilds;
    private final RebuildSettings settings;

    Tidying(Steps steps, Rebuilds rebuilds, RebuildSettings settings) {
        this.steps = steps;
        this.rebuilds = rebuilds;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "${coffee.rebuild.tidy-every:1s}")
    void tidy() {
        try {
            if (rebuilds.running()
                    .filter(rebuild -> rebuild.hasDied(settings.silence()))
                    .isPresent()) {
                steps.endTheDead();
            }
            for (int batch = 0; batch < BATCHES && steps.sweep(ROWS) > 0; batch++) {
                log.debug("Removed some rows of books that nobody reads any more");
            }
        } catch (DataAccessException | TransactionException away) {
            log.debug("Tidied another time", away);
        }
    }
}
