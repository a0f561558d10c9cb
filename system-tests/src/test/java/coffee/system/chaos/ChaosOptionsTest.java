package coffee.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChaosOptionsTest {

    @Test
    void tellTheCommandThatDoesItAgain() {
        ChaosOptions options = ChaosOptions.of(List.of("--minutes", "1.5", "--seed", "7"));

        assertThat(options).isEqualTo(new ChaosOptions(7, Duration.ofSeconds(90)));
        assertThat(options.command()).isEqualTo("./coffee chaos --seed 7 --minutes 1.5");
        assertThat(ChaosOptions.of(List.of("--minutes", "20")).command()).endsWith("--minutes 20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seed", "--seed x", "--seed -1", "--minutes 0", "--minutes 60", "--hours 1", "--help"})
    void refuseWhatMakesNoSense(String line) {
        List<String> arguments = List.of(line.split(" "));

        assertThatThrownBy(() -> ChaosOptions.of(arguments)).isInstanceOf(ChaosOptions.Wrong.class);
    }
}
