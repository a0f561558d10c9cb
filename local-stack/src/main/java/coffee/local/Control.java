package coffee.local;

import coffee.local.server.Part;
import coffee.local.server.StackFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a second {@code coffee} talks to the one that owns the stack: one line there, some lines back, over the loopback interface. */
final class Control implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Control.class.getName());
    private static final String FILE = "control";
    private static final int BACKLOG = 10;
    private static final String OK = "ok";

    private final Stack stack;
    private final ServerSocket door;
    private final String token = Layout.random();

    Control(Stack stack, Layout layout) throws IOException {
        this.stack = stack;
        this.door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        layout.writeSecret(FILE, door.getLocalPort() + " " + token);
        Thread.ofPlatform().daemon().name("control").start(this::serve);
    }

    /** What the owner answers. */
    static List<String> ask(Layout layout, String... words) throws IOException {
        Path file = layout.run().resolve(FILE);
        String[] address = Files.isRegularFile(file) ? Files.readString(file).split(" ", 2) : new String[0];
        if (address.length < 2) {
            throw new StackFailure("coffee is not up");
        }
        List<String> answer;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(address[0]));
                PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            out.println(address[1] + " " + String.join(" ", words));
            answer = in.lines().toList();
        } catch (IOException | NumberFormatException nobodyThere) {
            throw new StackFailure("coffee is not up", nobodyThere);
        }
        if (answer.isEmpty() || !answer.getFirst().equals(OK)) {
            throw new StackFailure(answer.isEmpty() ? "coffee does not answer" : String.join("\n", answer));
        }
        return answer.subList(1, answer.size());
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket visitor = door.accept();
                Thread.ofVirtual().start(() -> serve(visitor));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void serve(Socket visitor) {
        try (visitor;
                PrintWriter out = new PrintWriter(visitor.getOutputStream(), true, StandardCharsets.UTF_8)) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(visitor.getInputStream(), StandardCharsets.UTF_8));
            String line = in.readLine();
            if (line != null && line.startsWith(token + " ")) {
                answer(List.of(line.substring(token.length() + 1).split(" "))).forEach(out::println);
            }
        } catch (IOException visitorLeft) {
            LOG.log(System.Logger.Level.DEBUG, "a visitor left", visitorLeft);
        }
    }

    private List<String> answer(List<String> words) {
        try {
            return switch (words.getFirst()) {
                case "status" -> status();
                case "kill" -> kill(named(words));
                case "start" -> start(named(words));
                default -> List.of("no such command: " + words.getFirst());
            };
        } catch (StackFailure failed) {
            return List.of(String.valueOf(failed.getMessage()));
        }
    }

    private static PartName named(List<String> words) {
        return PartName.of(words.getLast()).orElseThrow(() -> new StackFailure("no such part: " + words.getLast()));
    }

    private List<String> kill(PartName name) {
        Part part = stack.part(name);
        ProcessHandle process = part.running().orElseThrow(() -> new StackFailure(name.shown() + " is not running"));
        part.kill();
        return List.of(OK, name.shown() + " killed (process " + process.pid() + ")");
    }

    private List<String> start(PartName name) {
        Part part = stack.part(name);
        if (part.running().isPresent()) {
            return List.of(OK, name.shown() + " is already running");
        }
        long began = System.nanoTime();
        part.start();
        return List.of(
                OK, name.shown() + " ready after " + Screen.seconds(Duration.ofNanos(System.nanoTime() - began)));
    }

    private List<String> status() {
        List<String> lines = new ArrayList<>(List.of(OK));
        lines.add(String.format(Locale.ROOT, "%-14s %-14s %8s %6s %9s", "part", "state", "process", "port", "memory"));
        long total = 0;
        for (PartName name : PartName.values()) {
            Part part = stack.part(name);
            long pid = part.running().map(ProcessHandle::pid).orElse(0L);
            if (pid == 0 && name.isExtra()) {
                continue;
            }
            long memory = pid == 0 ? 0 : Memory.residentMb(pid);
            total += memory;
            String state = pid == 0 ? "down" : part.answers() ? "up" : "not answering";
            lines.add(String.format(
                    Locale.ROOT,
                    "%-14s %-14s %8s %6d %6d MB",
                    name.shown(),
                    state,
                    pid == 0 ? "-" : pid,
                    part.port(),
                    memory));
        }
        long own = Memory.residentMb(ProcessHandle.current().pid());
        lines.add(String.format(
                Locale.ROOT,
                "%-14s %-14s %8d %6s %6d MB",
                "coffee",
                "up",
                ProcessHandle.current().pid(),
                "",
                own));
        lines.add("total " + (total + own) + " MB resident");
        return lines;
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
