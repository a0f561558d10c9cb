package coffee.ordering.shared;

/**
 * An expected no. It is thrown before anything was changed, so that it leaves no trace but the answer itself. {@link
 * Problems} makes each of them an answer in one exhaustive switch.
 */
public abstract sealed class Refusal extends RuntimeException {

    private Refusal(String message) {
        super(message, null, false, false);
    }

    /** Whether this is the answer for good, to be remembered for the request's key. */
    public boolean isDecided() {
        return true;
    }

    public static final class UnknownCustomer extends Refusal {

        public UnknownCustomer(CustomerId customerId) {
            super("unknown customer " + customerId);
        }
    }

    public static final class CustomerExists extends Refusal {

        public CustomerExists(CustomerId customerId) {
            super("known already: " + customerId);
        }
    }

    public static final class UnknownMenu extends Refusal {

        public UnknownMenu(MenuId menuId) {
            super("unknown menu " + menuId);
        }
    }

    public static final class TooFewPoints extends Refusal {

        private final Money shortage;

        public TooFewPoints(Money shortage) {
            super("short of " + shortage.won());
            this.shortage = shortage;
        }

        Money shortage() {
            return shortage;
        }
    }

    public static final class TooManyPoints extends Refusal {

        public TooManyPoints() {
            super("the balance would pass " + Money.MOST);
        }
    }

    public static final class NotOnSale extends Refusal {

        private final MenuId menuId;

        public NotOnSale(MenuId menuId) {
            super("not on sale: " + menuId);
            this.menuId = menuId;
        }

        MenuId menuId() {
            return menuId;
        }
    }

    public static final class UnknownOrder extends Refusal {

        public UnknownOrder(OrderNo orderNo) {
            super("unknown order " + orderNo);
        }
    }

    public static final class NotCancellable extends Refusal {

        public NotCancellable(OrderNo orderNo) {
            super("cancelled already: " + orderNo);
        }
    }

    public static final class KeyReused extends Refusal {

        public KeyReused() {
            super("the key was used for another request");
        }

        @Override
        public boolean isDecided() {
            return false;
        }
    }

    public static final class Overloaded extends Refusal {

        public Overloaded() {
            super("the desk's queue is full");
        }

        @Override
        public boolean isDecided() {
            return false;
        }
    }

    /** Nothing is known to be wrong with the request; the database is away, or took too long. */
    public static final class TryAgainLater extends Refusal {

        public TryAgainLater(String reason) {
            super(reason);
        }

        @Override
        public boolean isDecided() {
            return false;
        }
    }
}
