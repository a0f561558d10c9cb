package coffee.ordering.shared;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a number of ours is written: a prefix and at least eight digits, in exactly one way. */
final class Prefixed {

    private static final String NUMBER = "([0-9]{8}|[1-9][0-9]{8,17})";

    private final String prefix;
    private final Pattern form;

    Prefixed(String prefix) {
        this.prefix = prefix;
        this.form = Pattern.compile(prefix + "-" + NUMBER);
    }

    /** As a regular expression. */
    String form() {
        return form.pattern();
    }

    String write(long number) {
        return String.format(Locale.ROOT, "%s-%08d", prefix, number);
    }

    long read(@Nullable String text) {
        if (text == null) {
            throw new InvalidValue("invalid.required");
        }
        Matcher matcher = form.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidValue("invalid.id", prefix);
        }
        return Long.parseLong(matcher.group(1));
    }
}
