package coffee.ordering.shared;

/** A text or number from outside that is not the value it should be. The message is a key of {@code messages.properties}. */
public final class InvalidValue extends RuntimeException {

    private final String messageKey;
    private final Object[] arguments;

    public InvalidValue(String messageKey, Object... arguments) {
        super(messageKey, null, false, false);
        this.messageKey = messageKey;
        this.arguments = arguments;
    }

    String messageKey() {
        return messageKey;
    }

    Object[] arguments() {
        return arguments;
    }
}
