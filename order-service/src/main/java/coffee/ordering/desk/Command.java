package coffee.ordering.desk;

import coffee.ordering.shared.CustomerId;

/** A wish that changes one customer's account. */
public interface Command {

    CustomerId customerId();

    /** A key belongs to a customer and an operation. */
    String operation();

    /** What is asked for, in words that stay the same from release to release: equal wording is the same request. */
    String wording();
}
