package coffee.ordering.shared;

import org.jspecify.annotations.Nullable;

/** Which order. Written {@code ORD-00000001}. */
public record OrderNo(long number) implements Comparable<OrderNo> {

    private static final Prefixed FORM = new Prefixed("ORD");

    /** @throws InvalidValue where the text is not one */
    public static OrderNo parse(@Nullable String text) {
        return new OrderNo(FORM.read(text));
    }

    @Override
    public int compareTo(OrderNo other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return FORM.write(number);
    }
}
