package coffee.ordering.customer;

import coffee.ordering.point.PointLedger;
import coffee.ordering.shared.CustomerId;
import coffee.ordering.shared.Money;
import coffee.ordering.shared.Refusal;
import coffee.ordering.shared.ShopClock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Makes somebody a customer: with an account, and a gift in it. */
@Component
class Registration {

    private static final Money WELCOME_GIFT = new Money(10_000);
    private static final String WELCOME = "첫 가입 감사 포인트";

    private final PointLedger points;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final ShopClock clock;

    Registration(PointLedger points, JdbcClient jdbc, TransactionOperations transaction, ShopClock clock) {
        this.points = points;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @param wanted an id of the customer's own choice, or null for the next free one */
    Registered register(@Nullable CustomerId wanted) {
        if (wanted != null) {
            if (!open(wanted)) {
                throw new Refusal.CustomerExists(wanted);
            }
            return new Registered(wanted, WELCOME_GIFT);
        }
        CustomerId next = nextId();
        // Somebody may have chosen this one already.
        while (!open(next)) {
            next = nextId();
        }
        return new Registered(next, WELCOME_GIFT);
    }

    record Registered(CustomerId customerId, Money points) {}

    private boolean open(CustomerId customer) {
        try {
            return Boolean.TRUE.equals(
                    transaction.execute(status -> points.open(customer, WELCOME_GIFT, endOfNextYear(), WELCOME)));
        } catch (DataIntegrityViolationException openedMeanwhile) {
            return false;
        }
    }

    private LocalDate endOfNextYear() {
        return LocalDate.of(clock.dayOf(clock.now()).getYear() + 1, 12, 31);
    }

    private CustomerId nextId() {
        return jdbc.sql("SELECT NEXT VALUE FOR customer_no")
                .query((row, number) -> new CustomerId(row.getLong(1)))
                .single();
    }
}
