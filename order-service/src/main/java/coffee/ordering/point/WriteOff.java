package coffee.ordering.point;

import coffee.ordering.desk.Command;
import coffee.ordering.shared.CustomerId;
import java.time.LocalDate;

/** What is left of gifts past their day leaves the account. */
record WriteOff(CustomerId customerId, LocalDate today) implements Command {

    @Override
    public String operation() {
        return "write-off";
    }

    @Override
    public String wording() {
        return today.toString();
    }
}
