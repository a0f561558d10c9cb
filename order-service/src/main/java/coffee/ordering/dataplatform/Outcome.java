package coffee.ordering.dataplatform;

import java.util.Locale;

/** How a record came off our hands. */
enum Outcome {
    DELIVERED,
    /** By the platform, for good; a dead letter. */
    REFUSED,
    /** By us, after many tries or long silence; a dead letter. */
    GIVEN_UP,
    /** No event at all; a dead letter. */
    UNREADABLE,
    /** Not a paid order. */
    SKIPPED;

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
