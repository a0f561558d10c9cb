package coffee.local;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers that certain orders get instead of being taken: each for a while, or until all are forgotten. */
final class Faults {

    private static final int MOST = 100;
    private static final int LOWEST_STATUS = 300;
    private static final int HIGHEST_STATUS = 599;

    /** An answer that is not the usual one. */
    record Fault(int status, @Nullable String retryAfterSeconds) {}

    private static final class Rule {

        private final @Nullable String eventId;
        private final Fault fault;
        private long times;

        private Rule(@Nullable String eventId, Fault fault, long times) {
            this.eventId = eventId;
            this.fault = fault;
            this.times = times;
        }
    }

    private final List<Rule> rules = new ArrayList<>();

    /**
     * @param wish {@code status}, and where they are wanted {@code eventId} (else any order), {@code times} (else for good) and
     *     {@code retryAfterSeconds}
     * @throws IllegalArgumentException where it is not one
     */
    synchronized void add(Map<?, ?> wish) {
        int status = Integer.parseInt(String.valueOf(wish.get("status")));
        if (status < LOWEST_STATUS || status > HIGHEST_STATUS || rules.size() == MOST) {
            throw new IllegalArgumentException("status is 300 to 599, and of faults there are 100 at most");
        }
        long times = wish.get("times") == null ? Long.MAX_VALUE : Long.parseLong(String.valueOf(wish.get("times")));
        rules.add(new Rule(text(wish.get("eventId")), new Fault(status, text(wish.get("retryAfterSeconds"))), times));
    }

    synchronized void forget() {
        rules.clear();
    }

    /** The first that fits, used up by one. */
    synchronized @Nullable Fault next(@Nullable String eventId) {
        for (Iterator<Rule> each = rules.iterator(); each.hasNext(); ) {
            Rule rule = each.next();
            if (rule.eventId == null || rule.eventId.equals(eventId)) {
                rule.times--;
                if (rule.times <= 0) {
                    each.remove();
                }
                return rule.fault;
            }
        }
        return null;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
