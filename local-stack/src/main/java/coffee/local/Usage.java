package coffee.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The help text, in a file that the {@code coffee} script shows as well, before anything is built. */
final class Usage {

    private Usage() {}

    static String text() {
        try (InputStream file = Objects.requireNonNull(Usage.class.getResourceAsStream("usage.txt"), "usage.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
