package coffee.ordering.shared;

import java.util.List;

/** A request that cannot be understood: nothing was decided, nothing is remembered. */
public final class InvalidRequest extends RuntimeException {

    private final List<Field> fields;

    public InvalidRequest(List<Field> fields) {
        super("invalid request", null, false, false);
        this.fields = List.copyOf(fields);
    }

    public InvalidRequest(String field, String messageKey, Object... arguments) {
        this(List.of(new Field(field, new InvalidValue(messageKey, arguments))));
    }

    List<Field> fields() {
        return fields;
    }

    /** What is wrong with one field. */
    public record Field(String name, InvalidValue fault) {}
}
