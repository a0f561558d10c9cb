package coffee.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Scanner;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code ./coffee up} runs, on free ports and in a folder of its own. */
public final class CoffeeSystem implements AutoCloseable {

    private static final long LONGEST_MINUTES = 4;
    /** Below those that the system gives to clients: a part that comes back finds its port free. */
    private static final int LOWEST_PORT = 15_000;

    private static final int PORTS = 15_000;
    /** Kafka's controller and its side doors listen on the ports after its own. */
    private static final int IN_A_ROW = 4;

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
    private static final double KB_IN_MB = 1024;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Path root =
            Path.of(System.getProperty("coffee.root", "..")).toAbsolutePath().normalize();
    private final Path folder;
    private final Map<Part, Integer> ports = new EnumMap<>(Part.class);
    private final Map<String, String> settings = new HashMap<>();
    private final AtomicInteger commands = new AtomicInteger();

    public enum Part {
        ORDER,
        DISPLAY,
        KAFKA,
        ORDER_DB,
        DISPLAY_DB,
        DATA_PLATFORM,
        /** One more of a service beside the first: nobody starts it but whoever asks for it. */
        ORDER_2,
        DISPLAY_2,
        DISPLAY_3;

        /** Without those that only run where somebody starts them. */
        public static Set<Part> ofEverySystem() {
            return EnumSet.range(ORDER, DATA_PLATFORM);
        }

        /** As {@code ./coffee} calls it. */
        public String argument() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public CoffeeSystem(Path folder) {
        this.folder = folder;
        for (Part part : Part.values()) {
            ports.put(part, freeRow());
        }
    }

    private int freeRow() {
        int port;
        do {
            port = freePort();
        } while (!isFreeRow(port));
        return port;
    }

    private boolean isFreeRow(int first) {
        return IntStream.range(first, first + IN_A_ROW).noneMatch(CoffeeSystem::isTaken)
                && ports.values().stream().allMatch(taken -> Math.abs(taken - first) >= IN_A_ROW);
    }

    public static int freePort() {
        Random random = new Random();
        int port;
        do {
            port = LOWEST_PORT + random.nextInt(PORTS);
        } while (isTaken(port));
        return port;
    }

    private static boolean isTaken(int port) {
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return !free.isBound();
        } catch (IOException taken) {
            return true;
        }
    }

    /** To be said before it starts. */
    public CoffeeSystem with(String variable, String value) {
        settings.put(variable, value);
        return this;
    }

    public void up() {
        coffee("up", "-d");
    }

    /** With nothing left of an earlier run. */
    public void upFresh() {
        coffee("up", "-d", "--fresh");
    }

    public void down() {
        coffee("down");
    }

    public void kill(Part part) {
        coffee("kill", part.argument());
    }

    public void start(Part part) {
        coffee("start", part.argument());
    }

    /** Kills it, until the outage is over. */
    public Outage without(Part part) {
        kill(part);
        return () -> start(part);
    }

    /** Lets it end in good order, and returns when it has. */
    public void stop(Part part) {
        try {
            ProcessHandle process = ProcessHandle.of(pid(part)).orElseThrow();
            signal(part, "TERM");
            process.onExit().get(LONGEST_MINUTES, TimeUnit.MINUTES);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(part.argument() + " does not end", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Freezes it where it stands: alive, its port open, and silent. */
    public void pause(Part part) {
        signal(part, "STOP");
    }

    public void resume(Part part) {
        signal(part, "CONT");
    }

    private void signal(Part part, String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(pid(part))).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException(part.argument() + " does not take the signal " + signal);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private long pid(Part part) throws IOException {
        try (Scanner file = new Scanner(folder.resolve("run/" + part.argument() + ".pid"), UTF_8)) {
            return file.nextLong();
        }
    }

    /** What the process holds of the machine's memory. */
    public double residentMb(Part part) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid(part) + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / KB_IN_MB)
                    .sum();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Reply register(String customerId) {
        return post(Part.ORDER, "/customer", "{\"customerId\":\"%s\"}".formatted(customerId));
    }

    public Reply charge(String customerId, long amount) {
        return post(Part.ORDER, "/point", "{\"customerId\":\"%s\",\"chargeAmt\":%d}".formatted(customerId, amount));
    }

    public Reply order(String customerId, String menuId, int qy, String key) {
        String line = "{\"menuId\":\"%s\",\"qy\":%d}".formatted(menuId, qy);
        String body = "{\"customerId\":\"%s\",\"menuList\":[%s]}".formatted(customerId, line);
        return key.isEmpty()
                ? post(Part.ORDER, "/order", body)
                : post(Part.ORDER, "/order", body, "Idempotency-Key", key);
    }

    /** How many orders of the last seven days hold the menu, as the display counts them. */
    public long orderCount(String menuId) {
        return orderCount(Part.DISPLAY, menuId);
    }

    public long orderCount(Part display, String menuId) {
        return get(display, "/display/best?limit=50")
                .json()
                .valueStream()
                .filter(menu -> menu.get("menuId").asString().equals(menuId))
                .mapToLong(menu -> menu.get("orderCnt").longValue())
                .sum();
    }

    /** The order numbers that the data platform got since it was started, of the last thousand. */
    public List<String> toldToThePlatform() {
        return get(Part.DATA_PLATFORM, "/orders")
                .json()
                .get("orders")
                .valueStream()
                .map(order -> order.at("/body/orderNo").asString())
                .toList();
    }

    public Reply cancel(String orderNo) {
        return post(Part.ORDER, "/order/" + orderNo + "/cancel", "");
    }

    public Reply staffGet(Part part, String path) {
        return send(asStaff(part, path).GET());
    }

    public Reply staffPost(Part part, String path) {
        return send(asStaff(part, path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    public Reply staffPost(Part part, String path, String body) {
        return send(withJson(asStaff(part, path)).POST(HttpRequest.BodyPublishers.ofString(body, UTF_8)));
    }

    public Reply staffPut(Part part, String path, String body) {
        return send(withJson(asStaff(part, path)).PUT(HttpRequest.BodyPublishers.ofString(body, UTF_8)));
    }

    private HttpRequest.Builder asStaff(Part part, String path) {
        try {
            String staff = "staff:"
                    + Files.readString(folder.resolve("staff-password")).strip();
            String basic = Base64.getEncoder().encodeToString(staff.getBytes(UTF_8));
            return HttpRequest.newBuilder(address(part, path)).header("Authorization", "Basic " + basic);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Reply get(Part part, String path) {
        return send(HttpRequest.newBuilder(address(part, path)).GET());
    }

    /** @param headers a name and a value, and so on */
    public Reply post(Part part, String path, String body, String... headers) {
        HttpRequest.Builder request = withJson(HttpRequest.newBuilder(address(part, path)))
                .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private static HttpRequest.Builder withJson(HttpRequest.Builder request) {
        return request.header("Content-Type", "application/json");
    }

    private URI address(Part part, String path) {
        return URI.create("http://127.0.0.1:" + port(part) + path);
    }

    private static Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request.timeout(LONGEST_ANSWER).build(), HttpResponse.BodyHandlers.ofString(UTF_8));
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException nobodyThere) {
            HttpHeaders none = HttpHeaders.of(Map.of(), (name, value) -> true);
            return new Reply(0, none, String.valueOf(nobodyThere.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void coffee(String... arguments) {
        Said said = command(arguments);
        if (said.status() != 0) {
            throw new AssertionError(arguments[0] + " failed: " + said.text());
        }
    }

    /** Runs {@code ./coffee} as it is run once everything is built. */
    public Said command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcoffee.root=" + root,
                "-cp",
                root.resolve("local-stack/target/local-stack.jar").toString(),
                "coffee.local.Main"));
        command.addAll(List.of(arguments));
        Path screen = folder.resolveSibling(folder.getFileName() + "." + commands.incrementAndGet() + ".screen");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(screen.toFile());
        builder.environment().putAll(settings);
        builder.environment().put("COFFEE_LOCAL_DIR", folder.toString());
        ports.forEach((part, port) -> builder.environment().put("COFFEE_PORT_" + part, Integer.toString(port)));
        try {
            Process process = builder.start();
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(arguments[0] + " takes too long: " + Files.readString(screen));
            }
            Said said = new Said(process.exitValue(), Files.readString(screen));
            Files.delete(screen);
            return said;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** The process that looks after all others. */
    public ProcessHandle supervisor() throws IOException {
        try (Scanner owner = new Scanner(folder.resolve("run/owner"), UTF_8)) {
            return ProcessHandle.of(owner.nextLong()).orElseThrow();
        }
    }

    public int port(Part part) {
        return requireNonNull(ports.get(part));
    }

    public boolean isAnybodyThere(Part part) {
        return isTaken(port(part));
    }

    @Override
    public void close() {
        down();
    }

    public record Said(int status, String text) {}

    /** Something is away for as long as this is open. */
    public interface Outage extends AutoCloseable {

        @Override
        void close();
    }

    /** @param status 0 where nobody answered */
    public record Reply(int status, HttpHeaders headers, String body) {

        public Optional<String> header(String name) {
            return headers.firstValue(name);
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }
}
