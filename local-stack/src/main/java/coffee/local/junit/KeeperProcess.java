package coffee.local.junit;

import coffee.local.Root;
import coffee.local.server.Folders;
import coffee.local.server.StackFailure;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts the keeper as a JVM of its own, with our class path. */
final class KeeperProcess {

    private static final Duration READY_WITHIN = Duration.ofMinutes(5);
    private static final int POLL_MS = 50;

    private KeeperProcess() {}

    static Announcement start(Path folder, Infra.Choice choice) throws IOException {
        Path announcement = Announcement.in(folder);
        Files.deleteIfExists(announcement);
        Path log = folder.resolve("keeper.log");
        Process keeper = new ProcessBuilder(command(folder, choice))
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await(keeper, announcement, log);
        Announcement said = Announcement.read(announcement);
        if (!said.failure().isEmpty()) {
            throw new StackFailure("no servers for tests: " + said.failure() + " (see " + log + ")");
        }
        return said;
    }

    /** It outlives the build that started it by some seconds, so it must not run from a jar that the next build writes anew. */
    private static List<String> command(Path folder, Infra.Choice choice) throws IOException {
        Path own = ownClasses();
        Path copy = folder.resolve("classes");
        Folders.delete(copy);
        Path copied = copy(own, copy);
        String classPath = Stream.concat(
                        Stream.of(copied.toString()),
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(entry ->
                                        !Path.of(entry).toAbsolutePath().equals(own)))
                .collect(Collectors.joining(File.pathSeparator));
        return List.of(
                "/bin/sh",
                "-c",
                "trap '' INT HUP QUIT; exec \"$@\"",
                "coffee-keeper",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=coffee/local/junit/keeper-logback.xml",
                "-Dcoffee.root=" + Root.find().path(),
                "-cp",
                classPath,
                Keeper.class.getName(),
                folder.toString(),
                choice.name(),
                copied.toString());
    }

    private static Path ownClasses() {
        try {
            return Path.of(Keeper.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        if (Files.isRegularFile(from)) {
            return Files.copy(from, to.resolve("local-stack.jar"), StandardCopyOption.REPLACE_EXISTING);
        }
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                Files.createDirectories(target.resolveSibling("."));
                Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return to;
    }

    private static void await(Process keeper, Path announcement, Path log) {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        try {
            while (!Files.exists(announcement)) {
                if (keeper.waitFor(POLL_MS, TimeUnit.MILLISECONDS) && !Files.exists(announcement)) {
                    throw new StackFailure(
                            "no servers for tests: their keeper ended (exit " + keeper.exitValue() + "), see " + log);
                }
                if (System.nanoTime() > deadline) {
                    keeper.destroyForcibly();
                    throw new StackFailure("no servers for tests within " + READY_WITHIN + ", see " + log);
                }
            }
        } catch (InterruptedException interrupted) {
            keeper.destroy();
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted while waiting for the test servers", interrupted);
        }
    }
}
