package coffee.local.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Ports of the loopback interface: the only one that anything here listens on. */
public final class Ports {

    public static final String HOST = "127.0.0.1";

    /** Below those that the system gives to clients: a server that comes back finds its port free. */
    private static final int LOWEST = 15_000;

    private static final int CHOICE = 15_000;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private Ports() {}

    /** Chosen by chance, since others may be choosing just now, and never the same twice. */
    public static int free() {
        int port;
        do {
            port = LOWEST + ThreadLocalRandom.current().nextInt(CHOICE);
        } while (!isFree(port) || !GIVEN.add(port));
        return port;
    }

    public static void requireFree(String part, Collection<Integer> ports) {
        for (int port : ports) {
            if (!isFree(port)) {
                String owner = owner(port).map(pid -> " by " + pid).orElse("");
                throw new StackFailure("port " + port + " for " + part + " is taken" + owner);
            }
        }
    }

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Best effort: Linux tells the socket's inode by its port, and the process by the inode. */
    private static Optional<String> owner(int port) {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> inodes(Path.of(table), port))
                .flatMap(Ports::holders)
                .findFirst();
    }

    private static Stream<String> inodes(Path table, int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        try {
            return Files.readAllLines(table).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length > INODE)
                    .filter(columns -> columns[STATE].equals(LISTENING) && columns[LOCAL_ADDRESS].endsWith(suffix))
                    .map(columns -> "socket:[" + columns[INODE] + "]");
        } catch (IOException notLinux) {
            return Stream.empty();
        }
    }

    private static Stream<String> holders(String socket) {
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process, socket))
                .map(process -> "process " + process.pid()
                        + process.info()
                                .command()
                                .map(command -> " (" + Path.of(command).getFileName() + ")")
                                .orElse(""));
    }

    private static boolean holds(ProcessHandle process, String socket) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", String.valueOf(process.pid()), "fd"))) {
            return descriptors.anyMatch(descriptor -> pointsTo(descriptor, socket));
        } catch (IOException | UncheckedIOException someoneElsesOrGone) {
            return false;
        }
    }

    private static boolean pointsTo(Path descriptor, String socket) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(socket);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
