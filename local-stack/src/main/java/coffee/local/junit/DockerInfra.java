package coffee.local.junit;

import coffee.local.server.KafkaServer;
import coffee.local.server.MariaDbServer;
import coffee.local.server.Ports;
import coffee.local.server.Probe;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.rnorth.ducttape.unreliables.Unreliables;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mariadb.MariaDBContainer;

/** Servers in containers, with the very settings of the local ones. */
record DockerInfra(Path folder, String description) implements Infra {

    private static final String LABEL = "coffee.test-servers";
    private static final int MARIADB_PORT = 3306;
    private static final int KAFKA_PORT = 9092;
    private static final int STOP_SECONDS = 20;
    private static final int ANSWERS_WITHIN_SECONDS = 90;

    static boolean engineAnswers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    /** Containers whose keeper was killed before it could remove them. */
    static void removeLeftovers(Path folder) {
        DockerClient docker = DockerClientFactory.lazyClient();
        List<Container> left = docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(LABEL, folder.toString()))
                .exec();
        left.forEach(container -> docker.removeContainerCmd(container.getId())
                .withForce(true)
                .withRemoveVolumes(true)
                .exec());
    }

    @Override
    public Server mariaDb(String name) {
        MariaDBContainer container = new MariaDBContainer("mariadb:11.4")
                .withDatabaseName("coffee")
                .withUsername(user())
                .withPassword(password())
                .withCommand(MariaDbServer.SETTINGS.toArray(String[]::new));
        return started(container, MARIADB_PORT, Probe::mariaDbAnswers);
    }

    @Override
    public Server kafka(String name) {
        KafkaContainer container = new KafkaContainer("apache/kafka:4.2.1");
        KafkaServer.SETTINGS.forEach((key, value) ->
                container.addEnv("KAFKA_" + key.replace('.', '_').toUpperCase(Locale.ROOT), value));
        return started(container, KAFKA_PORT, Probe::kafkaAnswers);
    }

    @Override
    public String user() {
        return "root";
    }

    @Override
    public String password() {
        return MariaDbServer.PASSWORD;
    }

    /** The port outside is fixed: an engine that starts a container again would otherwise give it another one. */
    private Server started(GenericContainer<?> container, int inside, Answers answers) {
        int outside = Ports.free();
        container.withLabel(LABEL, folder.toString());
        container.setPortBindings(List.of(outside + ":" + inside));
        container.start();
        return new Running(container, container.getHost(), outside, answers);
    }

    private interface Answers {

        boolean at(String host, int port);
    }

    private record Running(GenericContainer<?> container, String host, int port, Answers answers) implements Server {

        @Override
        public String address() {
            return host + ":" + port;
        }

        @Override
        public void start() {
            docker().startContainerCmd(container.getContainerId()).exec();
            awaitTrue(() -> answers.at(host, port));
        }

        @Override
        public void stop() {
            docker().stopContainerCmd(container.getContainerId())
                    .withTimeout(STOP_SECONDS)
                    .exec();
        }

        @Override
        public void kill() {
            docker().killContainerCmd(container.getContainerId()).exec();
            awaitTrue(() -> !container.isRunning());
        }

        @Override
        public void pause() {
            docker().pauseContainerCmd(container.getContainerId()).exec();
        }

        @Override
        public void resume() {
            docker().unpauseContainerCmd(container.getContainerId()).exec();
        }

        @Override
        public void close() {
            container.stop();
        }

        private DockerClient docker() {
            return container.getDockerClient();
        }

        private static void awaitTrue(BooleanSupplier condition) {
            Unreliables.retryUntilTrue(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS, condition::getAsBoolean);
        }
    }
}
