package coffee.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.system.Part;
import coffee.system.chaos.Plan.Step;
import java.time.Duration;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final Duration TIME = Duration.ofSeconds(90);

    @Test
    void oneSeedIsOnePlan() {
        assertThat(Plan.of(7, TIME)).isEqualTo(Plan.of(7, TIME)).isNotEqualTo(Plan.of(8, TIME));
    }

    @Test
    void everyPartIsKilledAndPausedAndEveryLinkIsCutDelayedAndSilenced() {
        for (Part part : Part.ofEverySystem()) {
            assertThat(Plan.of(1, TIME).kinds()).contains("kill " + part.argument(), "pause " + part.argument());
        }
        for (Link link : Link.values()) {
            assertThat(Plan.of(1, TIME).kinds())
                    .contains("cut " + link.words(), "delay " + link.words(), "silence " + link.words());
        }
    }

    @Test
    void everyRoundRebuildsAndPoisonsBothTopics() {
        assertThat(Plan.of(1, TIME).kinds())
                .contains("rebuild", "poison order-menu no value", "poison menu no json", "poison menu unknown version")
                .doesNotContain("poison menu no value");
    }

    @Test
    void everyFaultBeginsWithinTheTimeInOrderAndEndsByItselfSoon() {
        assertThat(Plan.of(3, Duration.ofMinutes(10)).lanes()).allSatisfy(lane -> {
            assertThat(lane.steps()).isSortedAccordingTo(Comparator.comparing(Step::due));
            assertThat(lane.steps()).allMatch(step -> step.due().compareTo(Duration.ofMinutes(10)) < 0);
            assertThat(lane.steps()).allMatch(step -> step.lasts().compareTo(Duration.ofSeconds(8)) <= 0);
        });
    }

    @Test
    void tenMinutesHaveTenRounds() {
        assertThat(Plan.of(3, Duration.ofMinutes(10)).steps())
                .filteredOn(step -> step.fault().equals(new Fault.Kill(Part.ORDER)))
                .hasSize(10);
    }
}
