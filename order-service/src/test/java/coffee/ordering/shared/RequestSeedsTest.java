package coffee.ordering.shared;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The requests from which the fuzz test begins, and those that it once found, without the fuzzing. */
class RequestSeedsTest {

    private static final Path SEEDS =
            Path.of("src/test/resources/coffee/ordering/shared/RequestFuzzITInputs/becomesACommandOrIsInvalid");
    private static final RequestReading READING = new RequestReading();

    static List<Path> seeds() throws IOException {
        try (Stream<Path> files = Files.list(SEEDS)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void becomesACommandOrIsInvalid(Path seed) throws Exception {
        READING.read(Files.readAllBytes(seed));
    }

    @Test
    void beginsAtEveryDoorThatReadsABody() throws IOException {
        List<String> doors =
                seeds().stream().map(RequestSeedsTest::firstLine).distinct().toList();

        assertThat(doors).containsAll(Bodies.byDoor().keySet());
    }

    private static String firstLine(Path seed) {
        try {
            return new String(Files.readAllBytes(seed), ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
