package coffee.display.orders;

import coffee.display.shared.ErrorCode;
import coffee.display.shared.Refusal;

/** order-service did not tell us. */
public final class OrdersAway extends Refusal {

    private static final long serialVersionUID = 1L;

    private final Why why;
    private final String story;

    OrdersAway(Why why, String story) {
        super(ErrorCode.TRY_AGAIN_LATER, why.message);
        this.why = why;
        this.story = story;
    }

    /** Whether it may have passed when asked again. */
    public boolean mayPass() {
        return why == Why.SILENT;
    }

    @Override
    public String getMessage() {
        return story;
    }

    enum Why {
        SILENT("orders-silent"),
        CLOSED("orders-closed"),
        STRANGE("orders-strange");

        private final String message;

        Why(String message) {
            this.message = message;
        }
    }
}
