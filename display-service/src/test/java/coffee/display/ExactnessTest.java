package coffee.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.display.History.Told;
import coffee.local.junit.RealServers;
import coffee.local.junit.TestServers;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The read tables equal a recomputation from the set of distinct events, however these were told and whoever was listening. */
@RealServers
class ExactnessTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void tellsTheTruthHoweverItWasTold(TestServers servers) throws Exception {
        long seed = History.seed();
        try (TestServers.Schema schema = servers.newSchema("told");
                Wire wire = new Wire(schema);
                Instance instance = Instance.start(schema, Map.of("spring.kafka.consumer.max-poll-records", "37"));
                Connection database = schema.connect()) {
            await().atMost(LONG).until(() -> instance.partitions() == 7);
            Truth truth = new Truth();
            for (int round = 0; round < 12; round++) {
                History history = new History(seed + round, Instant.now(), truth);
                for (List<Told> piece : history.inPieces(history.told(60), 50)) {
                    piece.forEach(told -> told.on(wire));
                    wire.flush();
                }
                await().atMost(LONG).until(wire::isTakenIn);
                truth.mustBeIn(database);
                mustBeShown(truth, instance);
            }
        }
    }

    /** Instances come and go, each with a poll of another size; partitions wander between them all the while. */
    @Test
    void tellsTheTruthWhileInstancesComeAndGo(TestServers servers) throws Exception {
        long seed = History.seed();
        Random random = new Random(seed);
        try (TestServers.Schema schema = servers.newSchema("wander");
                Wire wire = new Wire(schema);
                Connection database = schema.connect();
                Crew crew = new Crew(schema, random)) {
            wire.makeTopics();
            Truth truth = new Truth();
            History history = new History(seed, Instant.now(), truth);
            List<Told> told = history.told(2_000);
            for (List<Told> piece : history.inPieces(told, 1_200)) {
                piece.forEach(one -> one.on(wire));
                crew.change();
            }
            wire.flush();
            await().atMost(LONG).until(wire::isTakenIn);
            truth.mustBeIn(database);
            crew.present.forEach(instance -> mustBeShown(truth, instance));
            long poison = told.stream()
                    .filter(one -> one instanceof Told.Noise noise && noise.isPoison())
                    .count();
            assertThat(wire.putAside("order-menu")).hasSize((int) poison);
        }
    }

    /** One to three of them. */
    private static final class Crew implements AutoCloseable {

        private final TestServers.Schema schema;
        private final Random random;
        private final Deque<Instance> present = new ArrayDeque<>();

        private Crew(TestServers.Schema schema, Random random) {
            this.schema = schema;
            this.random = random;
        }

        private void change() {
            if (present.size() == 3 || (present.size() == 2 && random.nextBoolean())) {
                present.removeFirst().close();
            } else {
                String most = Integer.toString(1 + random.nextInt(200));
                present.add(Instance.start(schema, Map.of("spring.kafka.consumer.max-poll-records", most)));
            }
        }

        @Override
        public void close() {
            present.forEach(Instance::close);
        }
    }

    private static void mustBeShown(Truth truth, Instance instance) {
        LocalDate today = LocalDate.now(Truth.SHOP);
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(instance.best("")).isEqualTo(truth.best(today.minusDays(7), today, 3));
            assertThat(instance.best("?days=30&limit=50")).isEqualTo(truth.best(today.minusDays(30), today, 50));
        });
        LocalDate day = today.minusDays(5);
        assertThat(instance.best("/" + day)).isEqualTo(truth.best(day, day, 10));
    }
}
