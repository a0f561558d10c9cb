package coffee.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Throws an Error wherever a library lets a test in, for as long as it goes on: no exception, and so nothing that libraries catch. */
final class Breakdown {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final AtomicInteger struck = new AtomicInteger();
    private volatile boolean goesOn;

    void begin() {
        struck.set(0);
        goesOn = true;
    }

    /** Once it has struck that often. */
    void endAfter(int times) {
        try {
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(struck).as("tried again").hasValueGreaterThanOrEqualTo(times));
        } finally {
            goesOn = false;
        }
    }

    void strike() {
        if (goesOn) {
            struck.incrementAndGet();
            throw new NoClassDefFoundError("a library that is not whole");
        }
    }
}
