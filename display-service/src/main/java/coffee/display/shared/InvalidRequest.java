package coffee.display.shared;

import java.util.List;

/** A request that was understood and is wrong. */
final class InvalidRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Wrong> wrongs;

    InvalidRequest(List<Wrong> wrongs) {
        super("invalid request", null, false, false);
        this.wrongs = List.copyOf(wrongs);
    }

    List<Wrong> wrongs() {
        return wrongs;
    }

    /** @param message a key of the message bundle under {@code wrong.} */
    record Wrong(String field, String message, List<Object> arguments) {}
}
