package coffee.local;

import coffee.local.server.Binaries;
import coffee.local.server.JarProcess;
import coffee.local.server.KafkaServer;
import coffee.local.server.KafkaServer.SideDoor;
import coffee.local.server.MariaDbServer;
import coffee.local.server.Part;
import coffee.local.server.Ports;
import coffee.local.server.Program;
import coffee.local.server.ServiceProcess;
import coffee.local.server.StackFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** All parts of the system, started side by side where they can be, and stopped services first. */
final class Stack implements AutoCloseable {

    private static final String LOOPBACK_URL = "http://" + Ports.HOST + ":";

    private final Layout layout;
    private final Screen screen;
    private final Map<PartName, Part> parts = new EnumMap<>(PartName.class);

    Stack(Layout layout, Screen screen) throws IOException {
        this.layout = layout;
        this.screen = screen;
        Binaries binaries = Binaries.of(layout.root());
        add(PartName.ORDER_DB, database(binaries, PartName.ORDER_DB, "coffee"));
        add(PartName.DISPLAY_DB, database(binaries, PartName.DISPLAY_DB, "display"));
        add(PartName.KAFKA, kafka(binaries));
        add(PartName.DATA_PLATFORM, dataPlatform());
        for (PartName order : List.of(PartName.ORDER, PartName.ORDER_2)) {
            add(order, service(order, PartName.ORDER_DB, "coffee", "-Xmx320m"));
        }
        for (PartName display : List.of(PartName.DISPLAY, PartName.DISPLAY_2, PartName.DISPLAY_3)) {
            add(display, service(display, PartName.DISPLAY_DB, "display", "-Xmx256m"));
        }
    }

    private void add(PartName name, Program program) {
        parts.put(name, new Part(name.shown(), program, layout.logs(), layout.run(), screen::error));
    }

    private Program database(Binaries binaries, PartName name, String database) {
        return new MariaDbServer(binaries, layout.data().resolve(name.shown()), name.port(), database);
    }

    /** The port after its own is its controller's, and those after that are for services that come by a detour. */
    private Program kafka(Binaries binaries) {
        int port = PartName.KAFKA.port();
        List<SideDoor> sideDoors = new ArrayList<>();
        for (PartName service : List.of(PartName.ORDER, PartName.DISPLAY)) {
            int sidePort = port + 2 + sideDoors.size();
            service.detourTo(PartName.KAFKA)
                    .ifPresent(address -> sideDoors.add(new SideDoor(service.name(), sidePort, address)));
        }
        return new KafkaServer(binaries, layout.data().resolve("kafka"), port, port + 1, sideDoors);
    }

    private Program dataPlatform() {
        int port = PartName.DATA_PLATFORM.port();
        return new JarProcess(
                layout.root().resolve("local-stack/target/local-stack.jar"),
                layout.run().resolve("data-platform.jar"),
                List.of("-Xmx48m", "-XX:TieredStopAtLevel=1", DataPlatformStub.class.getName()),
                port,
                Map.of("SERVER_PORT", String.valueOf(port), "SERVER_ADDRESS", Ports.HOST),
                URI.create(LOOPBACK_URL + port + "/health"));
    }

    private Program service(PartName name, PartName database, String schema, String heap) throws IOException {
        String jar = name.service().shown() + "-service";
        Path built = layout.root().resolve(jar + "/target/" + jar + ".jar");
        return new ServiceProcess(
                built,
                layout.run().resolve(name.shown() + "-service"),
                heap,
                name.port(),
                environment(name, MariaDbServer.url(name.addressOf(database), schema)),
                URI.create(LOOPBACK_URL + name.port() + health(name)));
    }

    /** A display that has heard of no menu is never ready, and of a shop that starts empty it hears of none. */
    private static String health(PartName name) {
        return name.service() == PartName.DISPLAY && !hasDemoData()
                ? "/actuator/health/liveness"
                : "/actuator/health/readiness";
    }

    private static boolean hasDemoData() {
        return Boolean.parseBoolean(System.getenv().getOrDefault("COFFEE_DEMO_DATA", "true"));
    }

    private Map<String, String> environment(PartName name, String database) throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("SERVER_PORT", String.valueOf(name.port()));
        environment.put("SERVER_ADDRESS", Ports.HOST);
        environment.put("SPRING_DATASOURCE_URL", database);
        environment.put("SPRING_DATASOURCE_USERNAME", MariaDbServer.USER);
        environment.put("SPRING_DATASOURCE_PASSWORD", MariaDbServer.PASSWORD);
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", name.addressOf(PartName.KAFKA));
        environment.put("COFFEE_STAFF_PASSWORD", layout.staffPassword());
        environment.put("COFFEE_DEMO_DATA", String.valueOf(hasDemoData()));
        environment.put("COFFEE_DATA_PLATFORM_URL", "http://" + name.addressOf(PartName.DATA_PLATFORM));
        environment.put("COFFEE_ORDER_SERVICE_URL", "http://" + name.addressOf(PartName.ORDER));
        return environment;
    }

    Part part(PartName name) {
        Part part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException(name.shown());
        }
        return part;
    }

    /** Returns when all of it answers, or fails with the first part that does not. */
    void start() {
        PartName.ofEverySystem()
                .forEach(name -> Ports.requireFree(name.shown(), part(name).ports()));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Void> failure = new CompletableFuture<>();
            Map<PartName, CompletableFuture<Void>> started = new EnumMap<>(PartName.class);
            for (PartName name : PartName.ofEverySystem()) {
                CompletableFuture<?>[] needed =
                        needs(name).stream().map(started::get).toArray(CompletableFuture<?>[]::new);
                CompletableFuture<Void> start =
                        CompletableFuture.allOf(needed).thenRunAsync(() -> start(name), threads);
                var _ = start.whenComplete((nothing, failed) -> {
                    if (failed != null) {
                        failure.completeExceptionally(failed);
                    }
                });
                started.put(name, start);
            }
            CompletableFuture<Void> all =
                    CompletableFuture.allOf(started.values().toArray(CompletableFuture<?>[]::new));
            awaitFirst(all, failure);
        }
    }

    /** Services also start without Kafka, but then their first lines would be complaints. */
    private static List<PartName> needs(PartName name) {
        return switch (name) {
            case ORDER, ORDER_2 -> List.of(PartName.ORDER_DB, PartName.KAFKA);
            case DISPLAY, DISPLAY_2, DISPLAY_3 -> List.of(PartName.DISPLAY_DB, PartName.KAFKA);
            case ORDER_DB, DISPLAY_DB, KAFKA, DATA_PLATFORM -> List.of();
        };
    }

    private void awaitFirst(CompletableFuture<Void> all, CompletableFuture<Void> failure) {
        try {
            CompletableFuture.anyOf(all, failure).join();
        } catch (CompletionException failed) {
            close();
            if (failed.getCause() instanceof StackFailure known) {
                throw known;
            }
            throw failed;
        }
    }

    private void start(PartName name) {
        screen.starting(name.shown());
        long began = System.nanoTime();
        part(name).start();
        screen.started(name.shown(), Duration.ofNanos(System.nanoTime() - began));
    }

    long residentMb() {
        return Memory.residentMb(ProcessHandle.current().pid())
                + parts.values().stream()
                        .flatMap(part -> part.running().stream())
                        .mapToLong(process -> Memory.residentMb(process.pid()))
                        .sum();
    }

    /** In any state, also while it starts. Each part has its time to leave, and is killed after it. */
    @Override
    public void close() {
        closeAll(List.of(PartName.ORDER, PartName.ORDER_2, PartName.DISPLAY, PartName.DISPLAY_2, PartName.DISPLAY_3));
        closeAll(List.of(PartName.DATA_PLATFORM, PartName.KAFKA, PartName.DISPLAY_DB, PartName.ORDER_DB));
    }

    private void closeAll(List<PartName> names) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            names.forEach(name -> threads.execute(part(name)::close));
        }
    }
}
