package coffee.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptsTest {

    @Test
    void whatFailsIsToldAsShortAsItCanBeWithItsSeed() {
        assertThatThrownBy(() -> Scripts.play(3, ScriptsTest::oneToHundred, ScriptsTest::notBothSevenAndSixtyThree))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("7 and 63 together")
                .hasMessageContaining("-Dcoffee.seed=")
                .hasMessageEndingWith(":\n    7\n    63");
    }

    @Test
    void theSameSeedWritesTheSameScript() {
        List<List<Integer>> played = new ArrayList<>();
        Scripts.play(2, ScriptsTest::threeNumbers, played::add);

        assertThat(played.getFirst()).isNotEqualTo(played.getLast());
        System.setProperty("coffee.seed", "5");
        try {
            Scripts.play(2, ScriptsTest::threeNumbers, played::add);
        } finally {
            System.clearProperty("coffee.seed");
        }
        assertThat(played).hasSize(3).last().isEqualTo(threeNumbers(new Random(5)));
    }

    private static List<Integer> oneToHundred(Random random) {
        return IntStream.rangeClosed(1, 100).boxed().toList();
    }

    private static List<Integer> threeNumbers(Random random) {
        return random.ints(3).boxed().toList();
    }

    private static void notBothSevenAndSixtyThree(List<Integer> numbers) {
        assertThat(numbers.contains(7) && numbers.contains(63))
                .as("7 and 63 together")
                .isFalse();
    }
}
