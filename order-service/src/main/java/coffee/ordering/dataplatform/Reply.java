package coffee.ordering.dataplatform;

import java.time.Duration;

/** What became of one attempt to tell the platform of an order. */
sealed interface Reply {

    record Taken() implements Reply {}

    /** It never will be. */
    record Refused(String reason) implements Reply {}

    /** It may be another time. */
    record Unanswered(String reason, Duration retryAfter) implements Reply {}

    /** The breaker is open; there was no attempt. */
    record NotAsked() implements Reply {}
}
