package coffee.local.server;

/** Something the person at the keyboard can understand and mend. The message is all that is shown of it. */
public final class StackFailure extends RuntimeException {

    public StackFailure(String message) {
        super(message);
    }

    public StackFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
