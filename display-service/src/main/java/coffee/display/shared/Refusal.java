package coffee.display.shared;

/** A request that is right and cannot be done as things are. */
public class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String why;

    /**
     * @param why a key of the message bundle under {@code refused.}, for people
     */
    public Refusal(ErrorCode code, String why) {
        super(why, null, false, false);
        this.code = code;
        this.why = why;
    }

    ErrorCode code() {
        return code;
    }

    String why() {
        return why;
    }
}
