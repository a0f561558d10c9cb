package coffee.ordering.desk;

import coffee.ordering.shared.CustomerId;
import java.util.Set;
import java.util.SortedSet;

/** All that the desk must know of accounts. It is declared here so that points may depend on the desk, and not both on each other. */
public interface Accounts {

    /**
     * Locks them until the transaction ends, in their order, so that two batches never wait for each other in a circle.
     *
     * @return those that exist
     */
    Set<CustomerId> lock(SortedSet<CustomerId> customers);

    /** @return those that another transaction keeps locked in this moment. Nobody is waited for. */
    Set<CustomerId> lockedElsewhere(Set<CustomerId> customers);
}
