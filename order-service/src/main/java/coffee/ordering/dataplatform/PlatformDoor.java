package coffee.ordering.dataplatform;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.circuitbreaker.resilience4j.Resilience4JCircuitBreakerFactory;
import org.springframework.cloud.client.circuitbreaker.CircuitBreaker;
import org.springframework.stereotype.Component;

/** The one way to the data platform: so many calls at once, none while the breaker is open, and it knows when somebody was answered. */
@Component
@WithDataPlatform
final class PlatformDoor {

    private static final Logger log = LoggerFactory.getLogger(PlatformDoor.class);
    private static final Reply TAKEN = new Reply.Taken();
    private static final Reply NOT_ASKED = new Reply.NotAsked();

    private final DataPlatform platform;
    private final CircuitBreaker breaker;
    private final Semaphore calls;
    private final AtomicLong answers = new AtomicLong();
    private volatile long lastAnswerNanos = System.nanoTime();
    private volatile String lastTrouble = "";

    PlatformDoor(
            DataPlatform platform,
            Resilience4JCircuitBreakerFactory breakers,
            DataPlatformSettings settings,
            DataPlatformMetrics metrics) {
        this.platform = platform;
        this.breaker = breakers.create(DataPlatform.NAME);
        this.calls = new Semaphore(settings.callsAtOnce());
        io.github.resilience4j.circuitbreaker.CircuitBreaker state =
                breakers.getCircuitBreakerRegistry().circuitBreaker(DataPlatform.NAME);
        state.getEventPublisher().onStateTransition(event -> {
            switch (event.getStateTransition()) {
                case CLOSED_TO_OPEN -> log.warn("The data platform takes no orders, they wait: {}", lastTrouble);
                case HALF_OPEN_TO_CLOSED -> log.info("The data platform takes orders again");
                default -> log.debug("The breaker of the data platform: {}", event.getStateTransition());
            }
        });
        metrics.watch(state);
        metrics.watchCalls(() -> settings.callsAtOnce() - calls.availablePermits());
    }

    /** @param stillWanted asked when it is our turn, which may be long after */
    Reply tell(Content.Paid paid, BooleanSupplier stillWanted) throws InterruptedException {
        calls.acquire();
        try {
            return !stillWanted.getAsBoolean() ? NOT_ASKED : breaker.run(() -> taken(paid), this::replyFor);
        } finally {
            calls.release();
        }
    }

    /** Goes up with every order that the platform took or refused. */
    long answers() {
        return answers.get();
    }

    /** Whether nobody has been answered for so long. */
    boolean isSilentFor(Duration patience) {
        return System.nanoTime() - lastAnswerNanos >= patience.toNanos();
    }

    private Reply taken(Content.Paid paid) {
        try {
            platform.take(paid.eventId(), paid.order());
        } catch (Error error) {
            throw new OurTrouble(error);
        }
        answered();
        return TAKEN;
    }

    private Reply replyFor(@Nullable Throwable failure) {
        return switch (failure) {
            case CallNotPermittedException open -> NOT_ASKED;
            case OurTrouble ours -> throw ours.error();
            case OrderRefused refused -> {
                answered();
                yield new Reply.Refused(String.valueOf(refused.getMessage()));
            }
            case NoAnswer later -> unanswered(String.valueOf(later.getMessage()), later.retryAfter());
            case RuntimeException broken ->
                unanswered(String.valueOf(broken.getCause() == null ? broken : broken.getCause()), Duration.ZERO);
            case Error error -> throw error;
            case null, default -> throw new IllegalStateException(failure);
        };
    }

    private void answered() {
        answers.incrementAndGet();
        lastAnswerNanos = System.nanoTime();
    }

    private Reply unanswered(String reason, Duration retryAfter) {
        lastTrouble = reason;
        return new Reply.Unanswered(reason, retryAfter);
    }
}
