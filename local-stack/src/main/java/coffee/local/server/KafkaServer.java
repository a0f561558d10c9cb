package coffee.local.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Kafka 4.2 broker that is its own controller (KRaft, one node).
 *
 * @param sideDoors more ways in, for those who reach it through something else
 */
public record KafkaServer(Binaries binaries, Path data, int port, int controllerPort, List<SideDoor> sideDoors)
        implements Program {

    /** What decides how it behaves, here and in a container alike: one node, small, and no topic by accident. */
    public static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "8"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            // After a kill the broker is let in again when its former life has timed out: nine seconds, if nobody says
            // otherwise.
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            // Half of the default would not fit into the heap.
            Map.entry("log.cleaner.dedupe.buffer.size", "16777216"));

    public KafkaServer(Binaries binaries, Path data, int port, int controllerPort) {
        this(binaries, data, port, controllerPort, List.of());
    }

    /**
     * A listener of its own: a client goes on to the address that the broker tells it, so whoever comes through a proxy has to be told the
     * proxy's.
     *
     * @param name in capitals
     * @param port where the broker listens
     * @param address what clients are told, host and port
     */
    public record SideDoor(String name, int port, String address) {}

    @Override
    public List<Integer> ports() {
        return Stream.concat(Stream.of(port, controllerPort), sideDoors.stream().map(SideDoor::port))
                .toList();
    }

    @Override
    public void prepare(Errands errands) throws IOException {
        if (Files.exists(data)) {
            requireOurs();
            Files.writeString(properties(data), configuration(data));
        } else {
            make(errands);
        }
    }

    private void make(Errands errands) throws IOException {
        Path aside = data.resolveSibling(data.getFileName() + ".new");
        Folders.delete(aside);
        Files.createDirectories(aside);
        Files.writeString(properties(aside), configuration(aside));
        errands.run(
                Binaries.java(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        binaries.kafkaClassPath(),
                        "kafka.tools.StorageTool",
                        "format",
                        "--cluster-id",
                        clusterId(),
                        "--config",
                        properties(aside).toString()),
                Path.of("/dev/null"));
        Files.writeString(properties(aside), configuration(data));
        Files.move(aside, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void requireOurs() throws IOException {
        Path meta = log(data).resolve("meta.properties");
        if (!Files.isRegularFile(meta) || !Files.readString(meta).contains("cluster.id=")) {
            throw new StackFailure(data + " is not a Kafka data directory any more; --fresh starts with an empty one");
        }
    }

    private static Path properties(Path folder) {
        return folder.resolve("server.properties");
    }

    private static Path log(Path folder) {
        return folder.resolve("log");
    }

    private String configuration(Path folder) {
        String own = """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@%1$s:%3$d
                listeners=PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d%5$s
                advertised.listeners=PLAINTEXT://%1$s:%2$d%6$s
                inter.broker.listener.name=PLAINTEXT
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT%7$s
                log.dirs=%4$s
                """.formatted(
                        Ports.HOST,
                        port,
                        controllerPort,
                        log(folder).toString().replace("\\", "\\\\"),
                        eachSideDoor(door -> door.name() + "://" + Ports.HOST + ":" + door.port()),
                        eachSideDoor(door -> door.name() + "://" + door.address()),
                        eachSideDoor(door -> door.name() + ":PLAINTEXT"));
        return own
                + SETTINGS.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                        .sorted()
                        .collect(Collectors.joining());
    }

    private String eachSideDoor(Function<SideDoor, String> words) {
        return sideDoors.stream().map(door -> "," + words.apply(door)).collect(Collectors.joining());
    }

    /** Sixteen random bytes as Kafka writes them. A leading dash would be taken for an option. */
    private static String clusterId() {
        UUID id = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(Long.BYTES * 2)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return text.startsWith("-") ? clusterId() : text;
    }

    @Override
    public List<String> command() {
        return Binaries.java(
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + binaries.kafkaArchive(),
                "-Xlog:cds=off,cds+dynamic=off",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
                "-cp",
                binaries.kafkaClassPath(),
                "kafka.Kafka",
                properties(data).toString());
    }

    @Override
    public boolean answers() {
        return Probe.kafkaAnswers(Ports.HOST, port);
    }
}
