package coffee.ordering.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.ordering.OrderServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@ExtendWith(OutputCaptureExtension.class)
class TransactionsTest extends OrderServiceTest {

    @Test
    void aTransactionThatLosesItsConnectionTellsWhatFailedAndTellsItOnce(
            @Autowired TransactionOperations transactions, @Autowired JdbcClient own, CapturedOutput log) {
        assertThatThrownBy(() -> transactions.execute(transaction -> {
                    long id =
                            own.sql("SELECT CONNECTION_ID()").query(Long.class).single();
                    jdbc.sql("KILL CONNECTION " + id).update();
                    return own.sql("SELECT 'a latte'").query(String.class).single();
                }))
                .matches(DatabaseTrouble::isAway)
                .hasMessageContaining("a latte");

        assertThat(log).doesNotContain("overridden by rollback exception");
    }
}
