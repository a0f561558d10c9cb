package coffee.system;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.system.chaos.Chaos;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ninety seconds of {@code ./coffee chaos}; {@code -Dcoffee.seed=N} has something else go wrong. */
class ChaosIT {

    private static final String SEED = System.getProperty("coffee.seed", "5");
    private static final String MINUTES = "1.5";

    @Test
    @Timeout(value = 12, unit = TimeUnit.MINUTES)
    void nothingIsAmissAfterEverythingWentWrong() {
        List<String> said = Collections.synchronizedList(new ArrayList<>());

        int status = Chaos.run(List.of("--seed", SEED, "--minutes", MINUTES), line -> {
            System.out.println(line);
            said.add(line);
        });

        assertThat(status)
                .as(
                        "chaos, to be replayed by ./coffee chaos --seed %s --minutes %s%n%s",
                        SEED, MINUTES, String.join("\n", said))
                .isZero();
    }
}
