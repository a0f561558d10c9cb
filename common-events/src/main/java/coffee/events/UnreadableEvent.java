package coffee.events;

/** A record that claims to be an event of ours and is none. No repetition will mend it. */
public final class UnreadableEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableEvent(String message) {
        super(message);
    }

    UnreadableEvent(String message, Throwable cause) {
        super(message, cause);
    }
}
