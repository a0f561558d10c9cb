package coffee.ordering.point;

import coffee.ordering.desk.Command;
import coffee.ordering.shared.CustomerId;
import coffee.ordering.shared.InvalidValue;
import coffee.ordering.shared.Money;
import org.jspecify.annotations.Nullable;

/** A customer pays points in. */
record ChargePoints(CustomerId customerId, Money amount) implements Command {

    static final long LEAST = 100;
    static final long MOST = 10_000_000;

    static Money amount(@Nullable Long won) {
        if (won == null) {
            throw new InvalidValue("invalid.required");
        }
        if (won < LEAST || won > MOST) {
            throw new InvalidValue("invalid.range", LEAST, MOST);
        }
        return new Money(won);
    }

    @Override
    public String operation() {
        return "charge";
    }

    @Override
    public String wording() {
        return Long.toString(amount.won());
    }
}
