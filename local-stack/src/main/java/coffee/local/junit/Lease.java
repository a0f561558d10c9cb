package coffee.local.junit;

import coffee.local.Root;
import coffee.local.server.RunLock;
import coffee.local.server.StackFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A connection to the keeper. As long as it is open, and this JVM alive, the keeper keeps the servers. */
final class Lease {

    private static final System.Logger LOG = System.getLogger(Lease.class.getName());

    private final Socket socket;
    private final BufferedReader in;
    private final PrintWriter out;
    private final List<String> servers;

    private Lease(Announcement keeper) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), keeper.port());
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
        try {
            servers = ask(keeper.token());
        } catch (StackFailure refused) {
            socket.close();
            throw new IOException(refused);
        }
    }

    static Lease take() {
        Infra.Choice choice = Infra.Choice.fromEnvironment();
        Path folder =
                Root.find().path().resolve(".local/test").resolve(choice.name().toLowerCase(Locale.ROOT));
        try (RunLock _ = RunLock.on(folder)) {
            Optional<Lease> existing = existing(folder);
            Lease lease = existing.isPresent() ? existing.get() : new Lease(KeeperProcess.start(folder, choice));
            LOG.log(System.Logger.Level.INFO, "Test servers: {0}", lease.servers.getLast());
            return lease;
        } catch (IOException failed) {
            throw new StackFailure("no servers for tests: " + failed.getMessage(), failed);
        }
    }

    private static Optional<Lease> existing(Path folder) throws IOException {
        Path file = Announcement.in(folder);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Lease(Announcement.read(file)));
        } catch (IOException keeperIsGone) {
            return Optional.empty();
        }
    }

    String mariaDb() {
        return servers.get(0);
    }

    String kafka() {
        return servers.get(1);
    }

    String user() {
        return servers.get(2);
    }

    String password() {
        return servers.get(3);
    }

    /** One line there, one line back: {@code ok} or {@code failed}, and fields between tabs. */
    List<String> ask(String... words) {
        synchronized (socket) {
            try {
                out.println(String.join("\t", words));
                String line = in.readLine();
                if (line == null) {
                    throw new StackFailure("the keeper of the test servers is gone, see .local/test");
                }
                List<String> answer = List.of(line.split("\t"));
                if (!answer.getFirst().equals("ok")) {
                    throw new StackFailure("test servers: " + line.substring(line.indexOf('\t') + 1));
                }
                return answer.subList(1, answer.size());
            } catch (IOException failed) {
                throw new StackFailure(
                        "the keeper of the test servers does not answer: " + failed.getMessage(), failed);
            }
        }
    }
}
