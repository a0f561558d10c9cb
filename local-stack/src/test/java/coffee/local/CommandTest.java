package coffee.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(
            strings = {"", "brew", "up now", "up -d -d", "kill", "kill milk", "start", "logs a b", "status all", "bench"
            })
    void showsUsageOnStderrForWrongArguments(String line) {
        assertThat(run(line)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("usage: ./coffee");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void showsUsageOnStdoutWhereItIsAskedFor() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("usage: ./coffee")
                .contains(partsInUsage());
    }

    @Test
    void understandsEveryCommand() {
        assertThat(Command.of(List.of("up", "--fresh", "-d"))).contains(new Command.UpInBackground(true));
        assertThat(Command.of(List.of("logs", "-f", "order-db")))
                .contains(new Command.Logs(Optional.of(PartName.ORDER_DB), true));
        assertThat(Command.of(List.of("kill", "kafka"))).contains(new Command.Kill(PartName.KAFKA));
        assertThat(Command.of(List.of("start", "display-3"))).contains(new Command.Start(PartName.DISPLAY_3));
    }

    private int run(String line) {
        List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" "));
        return Main.run(
                arguments,
                new Screen(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)));
    }

    private static String[] partsInUsage() {
        return Arrays.stream(PartName.values()).map(PartName::shown).toArray(String[]::new);
    }
}
