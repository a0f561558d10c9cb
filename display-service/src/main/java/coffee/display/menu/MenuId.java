package coffee.display.menu;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A number, written as {@code MENU-00000001}. Each number has exactly one writing, so two writings are never one menu. */
public record MenuId(long number) implements Comparable<MenuId> {

    public static final String FORM = "MENU-00000001";

    private static final String PREFIX = "MENU-";
    static final String WRITING = PREFIX + "([0-9]{8}|[1-9][0-9]{8,17})";

    private static final Pattern WRITTEN = Pattern.compile(WRITING);

    public static Optional<MenuId> parse(String text) {
        return WRITTEN.matcher(text).matches()
                ? Optional.of(new MenuId(Long.parseLong(text, PREFIX.length(), text.length(), 10)))
                : Optional.empty();
    }

    @Override
    public int compareTo(MenuId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s%08d", PREFIX, number);
    }
}
