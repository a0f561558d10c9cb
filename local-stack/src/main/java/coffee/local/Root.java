package coffee.local;

import coffee.local.server.StackFailure;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of the project: the one that holds the {@code coffee} script. */
public record Root(Path path) {

    private static final String PROPERTY = "coffee.root";

    public static Root find() {
        String given = System.getProperty(PROPERTY);
        if (given != null) {
            return new Root(Path.of(given).toAbsolutePath());
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("coffee")) && Files.isRegularFile(at.resolve("pom.xml"))) {
                return new Root(at);
            }
        }
        throw new StackFailure("not inside the coffee project: no folder above "
                + Path.of("").toAbsolutePath() + " holds the coffee script");
    }
}
