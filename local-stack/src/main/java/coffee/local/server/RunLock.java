package coffee.local.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Whoever holds it owns the processes whose pid files lie beside it. The kernel gives it back when the owner dies. */
public final class RunLock implements AutoCloseable {

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    public static Optional<RunLock> tryOn(Path run) throws IOException {
        FileChannel channel = open(run);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new RunLock(channel));
            }
        } catch (OverlappingFileLockException heldByThisVeryProcess) {
            channel.close();
            return Optional.empty();
        }
        channel.close();
        return Optional.empty();
    }

    public static RunLock on(Path run) throws IOException {
        FileChannel channel = open(run);
        channel.lock();
        return new RunLock(channel);
    }

    private static FileChannel open(Path run) throws IOException {
        Files.createDirectories(run);
        return FileChannel.open(run.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
