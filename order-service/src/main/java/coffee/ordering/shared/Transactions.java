package coffee.ordering.shared;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
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

    @Configuration(proxyBeanMethods = false)
    static class InPlaceOfBoots {

        @Bean
        PlatformTransactionManager transactionManager(ObjectProvider<TransactionManagerCustomizers> customizers) {
            Transactions transactions = new Transactions();
            customizers.ifAvailable(all -> all.customize(transactions));
            return transactions;
        }
    }
}
