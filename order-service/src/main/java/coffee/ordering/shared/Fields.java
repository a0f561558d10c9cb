package coffee.ordering.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parses the fields of one request, and finds everything that is wrong with them rather than the first thing only. */
public final class Fields {

    private final List<InvalidRequest.Field> wrong = new ArrayList<>();

    public <I extends @Nullable Object, T> Parsed<T> parse(String name, I input, Function<I, T> parser) {
        try {
            return new Parsed<>(parser.apply(input));
        } catch (InvalidValue invalid) {
            wrong.add(new InvalidRequest.Field(name, invalid));
            return new Parsed<>(null);
        }
    }

    /** @param usual where nothing is said */
    public Parsed<Integer> limit(@Nullable String input, int usual) {
        return parse("limit", input, text -> {
            if (text == null) {
                return usual;
            }
            if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > Limit.MOST) {
                throw new InvalidValue("invalid.range", 1, Limit.MOST);
            }
            return Integer.parseInt(text);
        });
    }

    /** For a request that has one field only. */
    public static <I extends @Nullable Object, T> T one(String name, I input, Function<I, T> parser) {
        Fields fields = new Fields();
        Parsed<T> parsed = fields.parse(name, input, parser);
        fields.refuseIfWrong();
        return parsed.value();
    }

    public void check(String name, boolean right, String messageKey, Object... arguments) {
        if (!right) {
            wrong.add(new InvalidRequest.Field(name, new InvalidValue(messageKey, arguments)));
        }
    }

    /** To be asked once, before the parsed values are. */
    public void refuseIfWrong() {
        if (!wrong.isEmpty()) {
            throw new InvalidRequest(wrong);
        }
    }

    /** A field that was right, or one whose fault is written down already. */
    public static final class Parsed<T> {

        private final @Nullable T value;

        private Parsed(@Nullable T value) {
            this.value = value;
        }

        public T value() {
            if (value == null) {
                throw new IllegalStateException("asked for before refuseIfWrong()");
            }
            return value;
        }
    }
}
