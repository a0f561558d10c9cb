package coffee.local;

import coffee.local.server.StackFailure;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code ./coffee up -d}: a supervisor in the background, watched until it is ready. */
final class Background {

    private static final int POLL_MS = 100;

    private final Layout layout;
    private final Screen screen;
    private volatile boolean settled;

    Background(Layout layout, Screen screen) {
        this.layout = layout;
        this.screen = screen;
    }

    int run(boolean fresh) throws IOException {
        layout.prepare(fresh);
        Path log = layout.logs().resolve("coffee.log");
        long shown = Files.exists(log) ? Files.size(log) : 0;
        Process supervisor = new ProcessBuilder(command(fresh))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> endWithUs(supervisor)));
        boolean ended = false;
        while (!ended && !Supervisor.isReady(layout, supervisor.pid())) {
            ended = await(supervisor);
            shown = show(log, shown);
        }
        settled = true;
        show(log, shown);
        return ended ? supervisor.exitValue() : 0;
    }

    /** The shell makes it deaf to the terminal; only SIGTERM and {@code ./coffee down} end it. */
    private static List<String> command(boolean fresh) {
        Stream<String> detached = Stream.of("/bin/sh", "-c", "trap '' INT HUP QUIT; exec \"$@\"", "coffee");
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dcoffee.root=" + Root.find().path(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "up");
        Stream<String> options = fresh ? Stream.of("--fresh") : Stream.empty();
        return Stream.of(detached, java, options).flatMap(words -> words).toList();
    }

    /** Ctrl-C before it is ready takes it back. */
    private void endWithUs(Process supervisor) {
        if (!settled) {
            supervisor.destroy();
            supervisor.onExit().join();
        }
    }

    private static boolean await(Process supervisor) {
        try {
            return supervisor.waitFor(POLL_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", interrupted);
        }
    }

    private long show(Path log, long from) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] more = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(more);
            screen.copy(more);
            return from + more.length;
        }
    }
}
