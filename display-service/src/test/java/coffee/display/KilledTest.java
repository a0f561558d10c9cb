package coffee.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.display.History.Told;
import coffee.display.StoppingDisplay.Point;
import coffee.local.junit.RealServers;
import coffee.local.junit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, killed with SIGKILL or frozen with SIGSTOP. */
@RealServers
class KilledTest {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String SESSION = "spring.datasource.hikari.data-source-properties.sessionVariables";

    @TempDir
    private Path folder;

    @Test
    void countsEveryEventOnceThoughItIsKilledAtEachPointOfABatch(TestServers.Schema schema) throws Exception {
        long seed = History.seed();
        Random random = new Random(seed);
        Truth truth = new Truth();
        List<Told> told = new History(seed, Instant.now(), truth).told(900);
        try (Wire wire = new Wire(schema);
                Connection database = schema.connect()) {
            wire.makeTopics();
            told.forEach(one -> one.on(wire));
            wire.flush();
            for (Point point : Point.values()) {
                Process process = start(point, random.nextInt(2), schema, Map.of());
                try {
                    if (point == Point.NOWHERE) {
                        await().atMost(LONG).until(wire::isTakenIn);
                    } else {
                        await().atMost(LONG).until(() -> standsAt(point));
                        assertThat(wire.isTakenIn()).isFalse();
                    }
                } finally {
                    // On Unix this is SIGKILL.
                    process.destroyForcibly().waitFor();
                }
            }
            truth.mustBeIn(database);
            long poison = told.stream()
                    .filter(one -> one instanceof Told.Noise noise && noise.isPoison())
                    .count();
            assertThat(poison).isPositive();
            assertThat(wire.putAside("order-menu")).hasSize((int) poison);
        }
    }

    /** As if its host stood still: nobody closes its connection, and what it wrote is neither committed nor taken back. */
    @Test
    void othersGoOnSoonAfterOneFrozeInTheMiddleOfABatch(TestServers servers) throws Exception {
        long seed = History.seed();
        Truth truth = new Truth();
        List<Told> told = new History(seed, Instant.now(), truth).told(50);
        try (TestServers.Schema schema = servers.newSchema("frozen");
                Wire wire = new Wire(schema);
                Connection database = schema.connect()) {
            wire.makeTopics();
            told.forEach(one -> one.on(wire));
            wire.flush();
            Process frozen = start(Point.WRITTEN, 0, schema, Map.of(SESSION, "idle_transaction_timeout=2"));
            try {
                await().atMost(LONG).until(() -> standsAt(Point.WRITTEN));
                assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(frozen.pid()))
                                .start()
                                .waitFor())
                        .isZero();

                try (Instance _ = Instance.start(schema, Map.of())) {
                    await().atMost(LONG).until(wire::isTakenIn);
                }
            } finally {
                frozen.destroyForcibly().waitFor();
            }
            truth.mustBeIn(database);
        }
    }

    private Process start(Point point, int after, TestServers.Schema schema, Map<String, String> own)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dstop.at=" + point,
                "-Dstop.after=" + after,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                StoppingDisplay.class.getName()));
        Map<String, String> properties = new HashMap<>(own);
        properties.put("spring.kafka.consumer.max-poll-records", "90");
        // The shortest that a broker allows: the next process waits for it.
        properties.put("spring.kafka.consumer.properties.session.timeout.ms", "6000");
        properties.put("spring.kafka.consumer.properties.heartbeat.interval.ms", "1000");
        command.addAll(List.of(Instance.arguments(schema, properties)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output(point).toFile())
                .start();
    }

    private boolean standsAt(Point point) throws IOException {
        return Files.readString(output(point)).contains(StoppingDisplay.STANDING + point);
    }

    private Path output(Point point) {
        return folder.resolve(point + ".out");
    }
}
