package coffee.display.shared;

import org.springframework.http.HttpStatus;

/** A request that is right and cannot be done as things are. */
public class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;
    private final String why;

    /**
     * @param code for programs
     * @param why a key of the message bundle under {@code refused.}, for people
     */
    public Refusal(HttpStatus status, String code, String why) {
        super(why, null, false, false);
        this.status = status;
        this.code = code;
        this.why = why;
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }

    String why() {
        return why;
    }
}
