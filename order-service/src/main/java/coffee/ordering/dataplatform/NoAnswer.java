package coffee.ordering.dataplatform;

import java.time.Duration;

/** The platform is overloaded, broken or in our way to it: nothing is said of the order itself. */
final class NoAnswer extends RuntimeException {

    private final Duration retryAfter;

    NoAnswer(String reason, Duration retryAfter) {
        super(reason, null, false, false);
        this.retryAfter = retryAfter;
    }

    /** What the platform asks for; zero where it does not say. */
    Duration retryAfter() {
        return retryAfter;
    }
}
