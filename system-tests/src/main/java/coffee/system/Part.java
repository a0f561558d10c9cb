package coffee.system;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What has a process and a port of its own. */
public enum Part {
    ORDER,
    DISPLAY,
    KAFKA,
    ORDER_DB,
    DISPLAY_DB,
    DATA_PLATFORM,
    /** One more of a service beside the first: nobody starts it but whoever asks for it. */
    ORDER_2,
    DISPLAY_2,
    DISPLAY_3;

    /** Without those that only run where somebody starts them. */
    public static Set<Part> ofEverySystem() {
        return EnumSet.range(ORDER, DATA_PLATFORM);
    }

    /** As {@code ./coffee} calls it. */
    public String argument() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
