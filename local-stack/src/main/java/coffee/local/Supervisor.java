package coffee.local;

import coffee.local.server.Leftovers;
import coffee.local.server.PidFile;
import coffee.local.server.RunLock;
import coffee.local.server.StackFailure;
import coffee.local.server.Watchdog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** {@code ./coffee up}: owns the stack from the first process to the last. */
final class Supervisor {

    /** Not a pid file among the others: a later one ends the processes that those name, and this one is not a part. */
    private static final String OWNER = "owner";

    private static final String READY = "ready";
    private static final Duration LEFTOVERS_WITHIN = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Layout layout;
    private final Screen screen;

    private volatile boolean stopping;
    private volatile boolean failed;

    Supervisor(Layout layout, Screen screen) {
        this.layout = layout;
        this.screen = screen;
    }

    /** The process that owns the stack now. */
    static Optional<ProcessHandle> owner(Layout layout) throws IOException {
        return new PidFile(layout.run().resolve(OWNER)).process();
    }

    /** Whether the stack that this process owns has come up. */
    static boolean isReady(Layout layout, long pid) throws IOException {
        Path ready = layout.run().resolve(READY);
        return Files.isRegularFile(ready) && Files.readString(ready).equals(String.valueOf(pid));
    }

    int run(boolean fresh) throws IOException {
        long began = System.nanoTime();
        layout.prepare(fresh);
        try (RunLock _ = takeLock(layout)) {
            new PidFile(layout.run().resolve(OWNER)).write(ProcessHandle.current());
            List<String> left = Leftovers.clear(layout.run());
            if (!left.isEmpty()) {
                screen.line("Cleared what an earlier run left: " + String.join(", ", left));
            }
            if (fresh) {
                layout.forgetData();
            }
            Stack stack = new Stack(layout, screen);
            Watchdog watchdog = new Watchdog(System.getProperty("java.class.path"), layout.run());
            try (Control _ = new Control(stack, layout)) {
                runUntilTold(stack, watchdog, began);
            }
        }
        return 0;
    }

    /** Whoever clears after a killed owner holds the lock as well, but only for a moment. */
    static RunLock takeLock(Layout layout) throws IOException {
        long deadline = System.nanoTime() + LEFTOVERS_WITHIN.toNanos();
        while (true) {
            Optional<RunLock> lock = RunLock.tryOn(layout.run());
            if (lock.isPresent()) {
                return lock.get();
            }
            Optional<ProcessHandle> owner = owner(layout);
            if (owner.isPresent() || System.nanoTime() > deadline) {
                String who =
                        owner.map(process -> " (process " + process.pid() + ")").orElse("");
                throw new StackFailure("coffee is already up" + who + ": see ./coffee status, or ./coffee down");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private void runUntilTold(Stack stack, Watchdog watchdog, long began) throws IOException {
        Thread hook = Thread.ofPlatform().unstarted(() -> stop(stack, watchdog));
        Runtime.getRuntime().addShutdownHook(hook);
        screen.line("Starting the coffee system");
        try {
            stack.start();
        } catch (StackFailure failure) {
            if (stopping) {
                awaitTheEnd();
            }
            failed = true;
            throw failure;
        }
        new Welcome(layout, stack)
                .lines(Duration.ofNanos(System.nanoTime() - began))
                .forEach(screen::line);
        Files.writeString(
                layout.run().resolve(READY),
                String.valueOf(ProcessHandle.current().pid()));
        awaitTheEnd();
    }

    /** Runs when the JVM is told to go, by Ctrl-C, by SIGTERM, or by its own failure. */
    private void stop(Stack stack, Watchdog watchdog) {
        stopping = true;
        if (!failed) {
            screen.line("Stopping, services first");
        }
        stack.close();
        watchdog.close();
        if (!failed) {
            screen.line("Stopped");
        }
    }

    /** The hook does the rest, and the JVM ends with it. */
    private static void awaitTheEnd() {
        CountDownLatch never = new CountDownLatch(1);
        try {
            never.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
