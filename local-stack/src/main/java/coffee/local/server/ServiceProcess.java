package coffee.local.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

/**
 * A Spring Boot service as a JVM of its own. It runs unpacked, which a build that goes on meanwhile cannot disturb, and with an archive of its
 * classes, which the JVM itself writes beside the jar when the first of its kind ends: that halves the work of every later start.
 *
 * @param jar what the build made
 * @param home where it is unpacked
 * @param heap such as {@code -Xmx256m}
 * @param ready answers 200 when it can be used
 */
public record ServiceProcess(Path jar, Path home, String heap, int port, Map<String, String> environment, URI ready)
        implements Program {

    private static final String APPLICATION = "application.jar";
    private static final int CRC_DIGITS = 8;

    @Override
    public void prepare(Errands errands) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new StackFailure(jar + " is missing: the project is not built");
        }
        String built = fingerprint();
        if (!Files.isRegularFile(stamp()) || !Files.readString(stamp()).equals(built)) {
            unpack(errands);
            Files.writeString(stamp(), built);
        }
        forgetOtherArchives();
    }

    /** Of what is in it: builds of the same sources are equal, time and all, and those of others may be as long. */
    private String fingerprint() {
        CRC32 sum = new CRC32();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.stream().forEach(entry -> sum.update((entry.getName() + entry.getCrc()).getBytes(UTF_8)));
        } catch (IOException broken) {
            throw new StackFailure(jar + " cannot be read: the build was interrupted, or goes on", broken);
        }
        return HexFormat.of().toHexDigits(sum.getValue(), CRC_DIGITS);
    }

    private Path stamp() {
        return home.resolve("unpacked-from");
    }

    /** Of what is unpacked, which the jar may differ from by now. */
    private Path archive() {
        try {
            return jar.resolveSibling("classes-" + Files.readString(stamp()) + ".jsa");
        } catch (IOException gone) {
            throw new StackFailure(home + " was taken away while it was being started", gone);
        }
    }

    /** A hundred megabytes for each build. Who uses one still keeps it until he ends. */
    private void forgetOtherArchives() throws IOException {
        Path ours = archive();
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(jar.getParent(), "classes-*.jsa")) {
            for (Path found : archives) {
                if (!found.equals(ours)) {
                    Files.deleteIfExists(found);
                }
            }
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
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive(),
                "-Xlog:cds=off,cds+dynamic=off",
                "-jar",
                home.resolve(APPLICATION).toString());
    }

    @Override
    public boolean answers() {
        return Probe.httpAnswersOk(ready);
    }
}
