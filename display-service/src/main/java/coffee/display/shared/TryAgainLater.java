package coffee.display.shared;

/** Nothing is wrong with the request; what it takes is not there at the moment. */
public final class TryAgainLater extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param why for the log, never for the caller */
    public TryAgainLater(String why) {
        super(why, null, false, false);
    }
}
