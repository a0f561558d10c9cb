package coffee.local.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessTest {

    private static final FileTime OF_EVERY_BUILD = FileTime.fromMillis(1_700_000_000_000L);

    @TempDir
    Path folder;

    private final List<String> unpacked = new ArrayList<>();
    private Path jar;
    private Path home;
    private ServiceProcess service;

    @BeforeEach
    void describe() {
        jar = folder.resolve("service.jar");
        home = folder.resolve("home");
        service = new ServiceProcess(jar, home, "-Xmx64m", 1, Map.of(), URI.create("http://127.0.0.1:1/"));
    }

    @Test
    void unpacksWhatWasBuiltOnce() throws IOException {
        build("first");
        prepare();
        prepare();

        assertThat(unpacked).containsExactly("first");
    }

    /** Builds are reproducible, to the time of every entry. */
    @Test
    void unpacksAnotherBuildThatIsAsLongAndAsOld() throws IOException {
        build("first");
        prepare();
        List<String> commandOfTheFirst = service.command();
        long length = Files.size(jar);
        build("other");
        assertThat(Files.size(jar)).isEqualTo(length);
        prepare();

        assertThat(unpacked).containsExactly("first", "other");
        assertThat(service.command())
                .as("with an archive of classes of its own")
                .isNotEqualTo(commandOfTheFirst);
    }

    /** An archive of classes is a hundred megabytes. */
    @Test
    void keepsNoArchiveOfAnEarlierBuild() throws IOException {
        Path earlier = Files.createFile(folder.resolve("classes-0badc0de.jsa"));
        build("first");
        prepare();

        assertThat(earlier).doesNotExist();
    }

    private void build(String content) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            JarEntry entry = new JarEntry("content");
            entry.setLastModifiedTime(OF_EVERY_BUILD);
            out.putNextEntry(entry);
            out.write(content.getBytes(UTF_8));
        }
        Files.setLastModifiedTime(jar, OF_EVERY_BUILD);
    }

    /** No service is in this jar, so nobody can be asked to unpack it. */
    private void prepare() throws IOException {
        service.prepare((command, _) -> {
            Files.createDirectory(Path.of(command.getLast()));
            try (JarFile built = new JarFile(jar.toFile())) {
                unpacked.add(new String(
                        built.getInputStream(built.getEntry("content")).readAllBytes(), UTF_8));
            }
        });
    }
}
