package coffee.ordering.shared;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** What has lost its connection is taken back by the database itself: the caller hears of what failed first, and not of a rollback that nobody heard. */
class Transactions extends JpaTransactionManager {

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(Transactions.class);

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        try {
            super.doRollback(status);
        } catch (RuntimeException failure) {
            if (!DatabaseTrouble.isAway(failure)) {
                throw failure;
            }
            log.debug("The database is gone, and rolls back without being told", failure);
        }
    }
}
