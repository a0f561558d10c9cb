package coffee.ordering.order;

import coffee.ordering.desk.Command;
import coffee.ordering.shared.CustomerId;
import coffee.ordering.shared.OrderNo;

/** A customer takes an order back. */
record CancelOrder(CustomerId customerId, OrderNo orderNo) implements Command {

    @Override
    public String operation() {
        return "cancel";
    }

    @Override
    public String wording() {
        return orderNo.toString();
    }
}
