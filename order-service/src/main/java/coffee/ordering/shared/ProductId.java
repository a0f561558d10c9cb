package coffee.ordering.shared;

import org.jspecify.annotations.Nullable;

/** What a menu is made of. Written {@code PROD-00000001}. */
public record ProductId(long number) implements Comparable<ProductId> {

    private static final Prefixed FORM = new Prefixed("PROD");

    /** @throws InvalidValue where the text is not one */
    public static ProductId parse(@Nullable String text) {
        return new ProductId(FORM.read(text));
    }

    @Override
    public int compareTo(ProductId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return FORM.write(number);
    }
}
