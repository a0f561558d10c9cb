package coffee.local.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The servers' own programs, which the build puts beside this module's classes. */
public record Binaries(Path folder) {

    public static Binaries of(Path root) {
        return new Binaries(root.resolve("local-stack/target/servers"));
    }

    Path mariaDb() {
        Path home = folder.resolve("mariadb");
        if (!Files.isRegularFile(home.resolve("bin/mariadbd"))) {
            throw new StackFailure("no MariaDB for this machine (" + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + ") in " + home
                    + ": build local-stack first; beyond Linux on x86-64 and macOS on ARM, Docker is the way");
        }
        return home;
    }

    String kafkaClassPath() {
        Path lib = folder.resolve("kafka/lib");
        if (!Files.isDirectory(lib)) {
            throw new StackFailure("no Kafka in " + lib + ": build local-stack first");
        }
        return lib.resolve("*").toString();
    }

    /** Of Kafka's classes, which the JVM writes when the first Kafka ends, and which makes every later one start in half the time. */
    Path kafkaArchive() {
        return folder.resolve("kafka/classes.jsa");
    }

    /** The JVM we run on ourselves is the one that is known to be new enough. */
    static List<String> java(String... arguments) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return Stream.concat(Stream.of(java.toString()), List.of(arguments).stream())
                .toList();
    }
}
