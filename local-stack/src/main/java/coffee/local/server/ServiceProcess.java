package coffee.local.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * A Spring Boot service as a JVM of its own. It runs unpacked, which a build that goes on meanwhile cannot disturb, and from its second
 * start on with an archive of its classes, which the JVM itself writes when it first ends: that halves the work of a start.
 *
 * @param jar what the build made
 * @param home where it is unpacked
 * @param heap such as {@code -Xmx256m}
 * @param ready answers 200 when it can be used
 */
public record ServiceProcess(Path jar, Path home, String heap, int port, Map<String, String> environment, URI ready)
        implements Program {

    private static final String APPLICATION = "application.jar";

    @Override
    public void prepare(Errands errands) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new StackFailure(jar + " is missing: the project is not built");
        }
        String built = Files.size(jar) + " " + Files.getLastModifiedTime(jar);
        Path stamp = home.resolve("unpacked-from");
        if (!Files.isRegularFile(stamp) || !Files.readString(stamp).equals(built)) {
            unpack(errands);
            Files.writeString(stamp, built);
        }
    }

    private void unpack(Errands errands) throws IOException {
        Path aside = home.resolveSibling(home.getFileName() + ".new");
        Folders.delete(aside);
        errands.run(
                Binaries.java(
                        "-XX:TieredStopAtLevel=1",
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--application-filename",
                        APPLICATION,
                        "--destination",
                        aside.toString()),
                Path.of("/dev/null"));
        Folders.delete(home);
        Files.move(aside, home, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public List<String> command() {
        return Binaries.java(
                heap,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + home.resolve("classes.jsa"),
                "-Xlog:cds=off,cds+dynamic=off",
                "-jar",
                home.resolve(APPLICATION).toString());
    }

    @Override
    public boolean answers() {
        return Probe.httpAnswersOk(ready);
    }
}
