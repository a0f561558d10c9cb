package coffee.display.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RebuildSettingsTest {

    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** Nothing is heard of a rebuild while it pauses, and then it is asked for the next page. */
    @Test
    void takesNoPauseInWhichARebuildWouldBeTakenForDead() {
        assertThat(withPause(Duration.ofSeconds(15)).pause()).isEqualTo(Duration.ofSeconds(15));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> withPause(Duration.ofMillis(15_001)))
                .withMessageContaining("at most half of coffee.rebuild.silence");
    }

    private static RebuildSettings withPause(Duration pause) {
        return new RebuildSettings(1000, pause, Duration.ofMinutes(5), SILENCE);
    }
}
