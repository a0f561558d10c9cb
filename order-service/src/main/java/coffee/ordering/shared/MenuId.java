package coffee.ordering.shared;

import org.jspecify.annotations.Nullable;

/** What is ordered. Written {@code MENU-00000001}. */
public record MenuId(long number) implements Comparable<MenuId> {

    private static final Prefixed FORM = new Prefixed("MENU");

    /** @throws InvalidValue where the text is not one */
    public static MenuId parse(@Nullable String text) {
        return new MenuId(FORM.read(text));
    }

    @Override
    public int compareTo(MenuId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return FORM.write(number);
    }
}
