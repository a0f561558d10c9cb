package coffee.ordering.dataplatform;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How often one order was tried in vain, and how long to wait before it is tried again. */
final class Tries {

    private static final int MOST_DOUBLINGS = 30;

    private final DataPlatformSettings settings;
    private int attempts;
    private int failures;
    private long answersSeen = -1;
    private String trouble = "the breaker is open";
    private Duration pause = Duration.ZERO;
    private Duration atLeast = Duration.ZERO;

    Tries(DataPlatformSettings settings) {
        this.settings = settings;
    }

    /**
     * It counts only if others were answered since it last did: where nobody is, nothing is said of this order.
     *
     * @param answers how many were answered so far
     */
    void failed(Reply.Unanswered reply, long answers) {
        attempts++;
        if (answers != answersSeen) {
            failures++;
            answersSeen = answers;
        }
        trouble = reply.reason();
        pause = backOff();
        atLeast = shorter(reply.retryAfter(), settings.retryTo());
    }

    void notAsked() {
        pause = settings.breakerPause();
        atLeast = Duration.ZERO;
    }

    boolean areTooMany() {
        return failures >= settings.attempts();
    }

    String trouble() {
        return trouble;
    }

    /** From a half of what is due to three halves, so that those who failed together do not come back together. */
    Duration pause() {
        long nanos = Math.max(1, pause.toNanos());
        return longer(
                atLeast,
                Duration.ofNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos)));
    }

    private Duration backOff() {
        int doublings = Math.min(attempts - 1, MOST_DOUBLINGS);
        long millis = settings.retryFrom().toMillis();
        long most = settings.retryTo().toMillis();
        return Duration.ofMillis(millis > most >> doublings ? most : millis << doublings);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
