package coffee.ordering;

import coffee.local.server.Part;
import coffee.local.server.Ports;
import coffee.local.server.Probe;
import coffee.local.server.Program;
import coffee.local.server.Watchdog;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The service as a process of its own, on the classes of this build. It ends with this JVM, however that ends. */
public final class KillableService implements AutoCloseable {

    private final Part part;
    private final Watchdog watchdog;

    /** @param folder for its log and its process id */
    public KillableService(Path folder, Map<String, String> properties) {
        Path run = folder.resolve("run");
        Path logs = folder.resolve("logs");
        Stream.of(run, logs).map(Path::toFile).forEach(File::mkdirs);
        this.watchdog = new Watchdog(System.getProperty("java.class.path"), run);
        this.part = new Part(
                "order-service", new OnThisClassPath(Ports.free(), properties), logs, run, System.err::println);
    }

    /** Where it runs already, that is all there is to it. */
    public Shop start() {
        part.start();
        return new Shop(part.port());
    }

    /** As a power cut would. */
    public void kill() {
        part.kill();
    }

    /** In good order, by SIGTERM. */
    public void stop() {
        part.stop();
    }

    @Override
    public void close() {
        part.kill();
        part.close();
        watchdog.close();
    }

    private record OnThisClassPath(int port, Map<String, String> properties) implements Program {

        @Override
        public void prepare(Errands errands) {
            // What there is to make, the build has made.
        }

        @Override
        public List<String> command() {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    OrderServiceApplication.class.getName(),
                    "--server.port=" + port,
                    "--coffee.staff-password=" + Shop.STAFF_PASSWORD));
            properties.forEach((name, value) -> command.add("--" + name + "=" + value));
            return command;
        }

        @Override
        public boolean answers() {
            return Probe.httpAnswersOk(URI.create("http://" + Ports.HOST + ":" + port + "/actuator/health/liveness"));
        }
    }
}
