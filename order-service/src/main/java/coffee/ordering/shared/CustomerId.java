package coffee.ordering.shared;

import org.jspecify.annotations.Nullable;

/** Who orders. Written {@code CUST-00000001}. */
public record CustomerId(long number) implements Comparable<CustomerId> {

    private static final Prefixed FORM = new Prefixed("CUST");

    /** @throws InvalidValue where the text is not one */
    public static CustomerId parse(@Nullable String text) {
        return new CustomerId(FORM.read(text));
    }

    @Override
    public int compareTo(CustomerId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return FORM.write(number);
    }
}
