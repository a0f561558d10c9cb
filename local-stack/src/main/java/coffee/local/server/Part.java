package coffee.local.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One program of the stack as a process of its own, on the same port and data however often it ends and starts again. */
public final class Part implements AutoCloseable {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(90);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);
    private static final Duration KILLED_WITHIN = Duration.ofSeconds(5);
    private static final int POLL_MS = 25;

    /** Ctrl-C in a terminal goes to every process in it. The parts leave in order, when the stack tells them to. */
    private static final List<String> DEAF_TO_THE_TERMINAL =
            List.of("/bin/sh", "-c", "trap '' INT HUP QUIT; exec \"$@\"", "coffee");

    private final String name;
    private final Program program;
    private final Path log;
    private final PidFile pidFile;
    private final Consumer<String> unexpectedEnd;
    private final ReentrantLock starting = new ReentrantLock();

    private @Nullable Process process;
    private @Nullable Process sentAway;
    private boolean closed;

    /**
     * @param logs where {@code name.log} goes
     * @param run where {@code name.pid} goes
     * @param unexpectedEnd is told, in a sentence, when it ends without having been told to
     */
    public Part(String name, Program program, Path logs, Path run, Consumer<String> unexpectedEnd) {
        this.name = name;
        this.program = program;
        this.log = logs.resolve(name + ".log");
        this.pidFile = new PidFile(run.resolve(name + ".pid"));
        this.unexpectedEnd = unexpectedEnd;
    }

    public String name() {
        return name;
    }

    public int port() {
        return program.port();
    }

    public List<Integer> ports() {
        return program.ports();
    }

    public Path log() {
        return log;
    }

    public synchronized Optional<ProcessHandle> running() {
        return Optional.ofNullable(process).filter(Process::isAlive).map(Process::toHandle);
    }

    public boolean answers() {
        return running().isPresent() && program.answers();
    }

    /** Returns when it answers. Where it already runs, that is at once. */
    public void start() {
        starting.lock();
        try {
            if (running().isEmpty()) {
                Ports.requireFree(name, program.ports());
                keepOnePreviousLog();
                program.prepare(this::runToItsEnd);
                awaitAnswer(spawn(program.command(), null));
            }
        } catch (IOException failed) {
            throw new StackFailure(name + " cannot be started: " + failed, failed);
        } finally {
            starting.unlock();
        }
    }

    public void stop() {
        sendAway(ProcessHandle::destroy, ENDS_WITHIN);
    }

    public void kill() {
        sendAway(ProcessHandle::destroyForcibly, KILLED_WITHIN);
    }

    /** Freezes it where it stands: alive, its port open, and silent. */
    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    /** Ends it, and any start that is under way, for good. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        stop();
    }

    private void runToItsEnd(List<String> command, Path input) throws IOException {
        Process errand = spawn(command, input);
        int status = await(errand, ANSWERS_WITHIN) ? errand.exitValue() : -1;
        if (status != 0) {
            end(errand, ProcessHandle::destroyForcibly, KILLED_WITHIN);
            throw failed("could not be prepared (exit " + status + ")");
        }
    }

    private synchronized Process spawn(List<String> command, @Nullable Path input) throws IOException {
        if (closed) {
            throw new StackFailure(name + " is being stopped");
        }
        List<String> whole = new ArrayList<>(DEAF_TO_THE_TERMINAL);
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectInput(input == null ? Path.of("/dev/null").toFile() : input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(program.environment());
        Process spawned = builder.start();
        process = spawned;
        pidFile.write(spawned.toHandle());
        if (input == null) {
            var _ = spawned.onExit().thenAccept(this::ended);
        }
        return spawned;
    }

    private void awaitAnswer(Process started) {
        long deadline = System.nanoTime() + ANSWERS_WITHIN.toNanos();
        while (!program.answers()) {
            if (await(started, Duration.ofMillis(POLL_MS))) {
                throw failed("ended while starting (exit " + started.exitValue() + ")");
            }
            if (System.nanoTime() > deadline) {
                end(started, ProcessHandle::destroyForcibly, KILLED_WITHIN);
                throw failed("did not answer within " + ANSWERS_WITHIN.toSeconds() + " s");
            }
        }
    }

    private void ended(Process gone) {
        synchronized (this) {
            if (gone.equals(sentAway) || closed || starting.isLocked()) {
                return;
            }
        }
        unexpectedEnd.accept(name + " ended unexpectedly (exit " + gone.exitValue() + "), see " + log);
    }

    private void sendAway(Consumer<ProcessHandle> how, Duration within) {
        Process current;
        synchronized (this) {
            current = process;
            sentAway = current;
        }
        if (current != null) {
            end(current, how, within);
        }
    }

    private void end(Process current, Consumer<ProcessHandle> how, Duration within) {
        synchronized (this) {
            sentAway = current;
        }
        if (current.isAlive()) {
            how.accept(current.toHandle());
        }
        if (!await(current, within)) {
            current.destroyForcibly();
            await(current, KILLED_WITHIN);
        }
        try {
            pidFile.delete();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean await(Process process, Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", interrupted);
        }
    }

    private void signal(String signal) {
        ProcessHandle target = running().orElseThrow(() -> new StackFailure(name + " is not running"));
        try {
            await(new ProcessBuilder("kill", "-" + signal, String.valueOf(target.pid())).start(), KILLED_WITHIN);
        } catch (IOException failed) {
            throw new StackFailure("cannot signal " + name, failed);
        }
    }

    private void keepOnePreviousLog() throws IOException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(name + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private StackFailure failed(String what) {
        return new StackFailure(name + " " + what + ", see " + log + LogTail.of(log));
    }
}
