package coffee.ordering.desk;

import coffee.ordering.shared.Refusal;
import java.time.Instant;
import java.util.List;

/** Knows how one kind of command is decided. */
public interface Clerk<C extends Command> {

    Class<C> commands();

    /** Brings into memory what these commands will need, in few queries. The accounts of their customers are locked already. */
    Decider<C> prepare(List<C> commands, Instant now);

    /** Decides the commands of one batch, one after another, in the order in which they came. */
    @FunctionalInterface
    interface Decider<C extends Command> {

        /**
         * Guards first, changes after.
         *
         * @return what the customer is answered
         * @throws Refusal before anything was changed
         */
        Object decide(C command);
    }
}
