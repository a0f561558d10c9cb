package coffee.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFileTest {

    @TempDir
    Path run;

    @Test
    void findsTheProcessThatWasWrittenDown() throws IOException {
        PidFile file = new PidFile(run.resolve("one.pid"));
        file.write(ProcessHandle.current());
        assertThat(file.process()).contains(ProcessHandle.current());
    }

    @Test
    void neverTakesAnotherProcessWithTheSameIdForIt() throws IOException {
        Path file = run.resolve("one.pid");
        Files.writeString(file, ProcessHandle.current().pid() + " 1000000000000\n");
        assertThat(new PidFile(file).process()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "x y", "-1 5", "99999999999999999999 1"})
    void namesNobodyWhereItCannotBeRead(String damaged) throws IOException {
        Path file = run.resolve("one.pid");
        Files.writeString(file, damaged);
        assertThat(new PidFile(file).process()).isEmpty();
    }
}
