package coffee.display.shared;

/** What was asked for does not exist. */
public final class NotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String what;

    /** @param what a key of the message bundle under {@code what.} */
    public NotFound(String what) {
        super(what, null, false, false);
        this.what = what;
    }

    String what() {
        return what;
    }
}
