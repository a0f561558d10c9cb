package coffee.ordering.dataplatform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TriesTest {

    private static final Reply.Unanswered NO_ANSWER = new Reply.Unanswered("500", Duration.ZERO);

    private final Tries tries = new Tries(new DataPlatformSettings(
            null,
            1,
            1,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            3,
            Duration.ofMillis(100),
            Duration.ofMillis(1000),
            Duration.ofSeconds(5),
            Duration.ofHours(1)));

    @Test
    void aFailureCountsOnlyIfOthersWereAnsweredSinceTheLastOne() {
        for (int i = 0; i < 100; i++) {
            tries.failed(NO_ANSWER, 7);
        }
        assertThat(tries.areTooMany()).isFalse();
        tries.failed(NO_ANSWER, 8);
        assertThat(tries.areTooMany()).isFalse();
        tries.failed(NO_ANSWER, 12);
        assertThat(tries.areTooMany()).isTrue();
    }

    @Test
    void pausesDoubleUpToTheLongestAndAreNeverTheSameForAll() {
        int[] due = {100, 200, 400, 800, 1000, 1000};
        for (int millis : due) {
            tries.failed(NO_ANSWER, 0);
            Set<Duration> pauses = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                Duration pause = tries.pause();
                assertThat(pause).isBetween(Duration.ofMillis(millis / 2), Duration.ofMillis(millis * 3L / 2));
                pauses.add(pause);
            }
            assertThat(pauses).hasSizeGreaterThan(10);
        }
        for (int i = 0; i < 10_000; i++) {
            tries.failed(NO_ANSWER, 0);
        }
        assertThat(tries.pause()).isBetween(Duration.ofMillis(500), Duration.ofMillis(1500));
    }

    @Test
    void waitsAsLongAsItIsAskedToWithinReason() {
        tries.failed(new Reply.Unanswered("429", Duration.ofMillis(700)), 0);
        assertThat(tries.pause()).isGreaterThanOrEqualTo(Duration.ofMillis(700));
        tries.failed(new Reply.Unanswered("429", Duration.ofDays(1)), 0);
        assertThat(tries.pause()).isLessThanOrEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void whileTheBreakerIsOpenWaitsForIt() {
        tries.notAsked();
        assertThat(tries.pause()).isBetween(Duration.ofMillis(2500), Duration.ofMillis(7500));
        assertThat(tries.areTooMany()).isFalse();
    }
}
