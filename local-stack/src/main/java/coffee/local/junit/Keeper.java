package coffee.local.junit;

import coffee.local.Root;
import coffee.local.server.Binaries;
import coffee.local.server.Folders;
import coffee.local.server.Leftovers;
import coffee.local.server.RunLock;
import coffee.local.server.StackFailure;
import coffee.local.server.Watchdog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Owns the test servers of a build. It serves as long as any test JVM holds a lease, and leaves nothing behind. */
final class Keeper {

    private static final System.Logger LOG = System.getLogger(Keeper.class.getName());
    private static final Duration IDLE = Duration.ofSeconds(Long.getLong("coffee.keeper.idle-seconds", 30));
    private static final int ACCEPT_MS = 1_000;
    private static final int BACKLOG = 50;

    private final Infra infra;
    private final Infra.Server mariaDb;
    private final Infra.Server kafka;
    private final ServerSocket door;
    private final String token = UUID.randomUUID().toString();
    private final AtomicInteger leases = new AtomicInteger();
    private final AtomicInteger names = new AtomicInteger();

    private Keeper(Infra infra) throws IOException {
        this.infra = infra;
        CompletableFuture<Infra.Server> database = CompletableFuture.supplyAsync(() -> infra.mariaDb("mariadb"));
        CompletableFuture<Infra.Server> broker = CompletableFuture.supplyAsync(() -> infra.kafka("kafka"));
        this.mariaDb = database.join();
        this.kafka = broker.join();
        this.door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        door.setSoTimeout(ACCEPT_MS);
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Path own = folder.resolve("servers-" + ProcessHandle.current().pid());
        try (RunLock _ = RunLock.tryOn(own.resolve("run")).orElseThrow();
                Watchdog _ = new Watchdog(arguments[2], own.resolve("run"))) {
            Infra infra = infra(Infra.Choice.valueOf(arguments[1]), own);
            clearLeftovers(folder, infra);
            Files.createDirectories(own.resolve("data"));
            Files.createDirectories(own.resolve("logs"));
            keep(infra, folder);
        } catch (StackFailure | CompletionException failed) {
            fail(folder, failed);
        } finally {
            Folders.delete(own.resolve("data"));
        }
    }

    private static void fail(Path folder, RuntimeException failed) throws IOException {
        Throwable cause =
                failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        LOG.log(System.Logger.Level.ERROR, "cannot start", cause);
        Announcement.failed(String.valueOf(cause.getMessage())).write(Announcement.in(folder));
    }

    private static void keep(Infra infra, Path folder) throws IOException {
        Keeper keeper = new Keeper(infra);
        Announcement announcement = Announcement.ready(keeper.door.getLocalPort(), keeper.token);
        announcement.write(Announcement.in(folder));
        try {
            keeper.serveUntilIdle();
        } finally {
            keeper.door.close();
            keeper.kafka.close();
            keeper.mariaDb.close();
        }
    }

    private static Infra infra(Infra.Choice choice, Path own) {
        Binaries binaries = Binaries.of(Root.find().path());
        return switch (choice) {
            case LOCAL -> new LocalInfra(binaries, own, "local processes, because COFFEE_TEST_INFRA says so");
            case DOCKER -> {
                if (!DockerInfra.engineAnswers()) {
                    throw new StackFailure("COFFEE_TEST_INFRA is docker, and no Docker engine answers");
                }
                yield new DockerInfra(own, "containers, because COFFEE_TEST_INFRA says so");
            }
            case AUTO ->
                DockerInfra.engineAnswers()
                        ? new DockerInfra(own, "containers, because a Docker engine answers")
                        : new LocalInfra(binaries, own, "local processes, because no Docker engine answers");
        };
    }

    /** What keepers left that were killed: their locks are free again. */
    private static void clearLeftovers(Path folder, Infra infra) throws IOException {
        List<Path> others;
        try (Stream<Path> files = Files.list(folder)) {
            others = files.filter(file -> file.getFileName().toString().startsWith("servers-"))
                    .toList();
        }
        for (Path other : others) {
            Optional<RunLock> free = RunLock.tryOn(other.resolve("run"));
            if (free.isPresent()) {
                try (RunLock _ = free.get()) {
                    Leftovers.clear(other.resolve("run"));
                    if (infra instanceof DockerInfra) {
                        DockerInfra.removeLeftovers(other);
                    }
                    Folders.delete(other);
                }
            }
        }
    }

    private void serveUntilIdle() throws IOException {
        long idleSince = System.nanoTime();
        while (leases.get() > 0 || System.nanoTime() - idleSince < IDLE.toNanos()) {
            if (leases.get() > 0) {
                idleSince = System.nanoTime();
            }
            try {
                Socket visitor = door.accept();
                leases.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(visitor));
            } catch (SocketTimeoutException nobodyCame) {
                LOG.log(System.Logger.Level.TRACE, "nobody came");
            }
        }
    }

    private void serve(Socket visitor) {
        Map<String, Infra.Server> privateServers = new HashMap<>();
        try (visitor) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(visitor.getInputStream(), StandardCharsets.UTF_8));
            PrintWriter out = new PrintWriter(visitor.getOutputStream(), true, StandardCharsets.UTF_8);
            if (token.equals(in.readLine())) {
                out.println(String.join(
                        "\t",
                        "ok",
                        mariaDb.address(),
                        kafka.address(),
                        infra.user(),
                        infra.password(),
                        infra.description()));
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    out.println(answer(List.of(line.split("\t")), privateServers));
                }
            }
        } catch (IOException leaseEnded) {
            LOG.log(System.Logger.Level.DEBUG, "a lease ended", leaseEnded);
        } finally {
            new ArrayList<>(privateServers.values()).forEach(Infra.Server::close);
            leases.decrementAndGet();
        }
    }

    private String answer(List<String> words, Map<String, Infra.Server> privateServers) {
        try {
            if (words.getFirst().equals("private")) {
                String id = "private-" + names.incrementAndGet();
                Infra.Server made = words.getLast().equals("MARIADB") ? infra.mariaDb(id) : infra.kafka(id);
                privateServers.put(id, made);
                return "ok\t" + id + "\t" + made.address();
            }
            Infra.Server server = privateServers.get(words.getLast());
            if (server == null) {
                return "failed\tno such server: " + words.getLast();
            }
            tell(server, words.getFirst());
            if (words.getFirst().equals("close")) {
                privateServers.remove(words.getLast());
            }
            return "ok";
        } catch (RuntimeException failed) {
            return "failed\t" + String.valueOf(failed.getMessage()).replaceAll("\\s+", " ");
        }
    }

    private static void tell(Infra.Server server, String verb) {
        switch (verb) {
            case "start" -> server.start();
            case "stop" -> server.stop();
            case "kill" -> server.kill();
            case "pause" -> server.pause();
            case "resume" -> server.resume();
            case "close" -> server.close();
            default -> throw new StackFailure("no such verb: " + verb);
        }
    }
}
