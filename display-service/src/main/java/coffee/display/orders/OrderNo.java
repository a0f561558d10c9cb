package coffee.display.orders;

import java.util.Locale;
import java.util.regex.Pattern;

/** A number, written as {@code ORD-00000001}. */
public record OrderNo(long number) {

    private static final String PREFIX = "ORD-";
    private static final Pattern WRITTEN = Pattern.compile(PREFIX + "\\d{8,18}");

    static OrderNo parse(String text) {
        if (!WRITTEN.matcher(text).matches()) {
            throw new IllegalArgumentException("no order number: " + text);
        }
        return new OrderNo(Long.parseLong(text, PREFIX.length(), text.length(), 10));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s%08d", PREFIX, number);
    }
}
