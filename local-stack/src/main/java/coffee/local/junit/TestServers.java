package coffee.local.junit;

import coffee.local.server.StackFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The servers that all tests of a build share, and private ones for tests that break theirs. */
public final class TestServers {

    private static final int NAME_CHARS = 40;
    private static final int RANDOM_CHARS = 6;

    private static @Nullable TestServers shared;

    private final Lease lease;

    private TestServers(Lease lease) {
        this.lease = lease;
    }

    /** Starts them, unless another test JVM already has. They go some time after the last JVM that used them. */
    public static synchronized TestServers shared() {
        TestServers servers = shared;
        if (servers == null) {
            servers = new TestServers(Lease.take());
            shared = servers;
        }
        return servers;
    }

    public String bootstrapServers() {
        return lease.kafka();
    }

    /** @param hint makes its name recognizable; it is unique without */
    public Schema newSchema(String hint) {
        String readable = hint.replaceAll("\\W", "").toLowerCase(Locale.ROOT);
        String unique = readable.substring(0, Math.min(NAME_CHARS, readable.length())) + "-" + random();
        Schema schema = new Schema(
                this, unique.replace('-', '_'), lease.mariaDb(), lease.user(), lease.password(), unique + "-");
        schema.execute("CREATE DATABASE " + schema.name());
        return schema;
    }

    /** A MariaDB that nobody else uses. */
    public PrivateServer privateMariaDb() {
        return new PrivateServer(lease, PrivateServer.Kind.MARIADB);
    }

    /** A Kafka that nobody else uses. */
    public PrivateServer privateKafka() {
        return new PrivateServer(lease, PrivateServer.Kind.KAFKA);
    }

    private static String random() {
        return UUID.randomUUID().toString().substring(0, RANDOM_CHARS);
    }

    /**
     * An empty schema, and names in Kafka that nobody else uses.
     *
     * @param topicPrefix goes before the name of every topic and consumer group
     */
    public record Schema(
            TestServers servers, String name, String address, String user, String password, String topicPrefix)
            implements AutoCloseable {

        public String url() {
            return "jdbc:mariadb://" + address + "/" + name;
        }

        public String bootstrapServers() {
            return servers.bootstrapServers();
        }

        public Map<String, String> springProperties() {
            return Map.of(
                    "spring.datasource.url", url(),
                    "spring.datasource.username", user,
                    "spring.datasource.password", password,
                    "spring.kafka.bootstrap-servers", bootstrapServers(),
                    "coffee.topic-prefix", topicPrefix);
        }

        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url(), user, password);
        }

        /** Drops it. */
        @Override
        public void close() {
            execute("DROP DATABASE IF EXISTS " + name);
        }

        @Override
        public String toString() {
            return url();
        }

        private void execute(String sql) {
            try (Connection connection =
                            DriverManager.getConnection("jdbc:mariadb://" + address + "/", user, password);
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException failed) {
                throw new StackFailure(sql + " on the test database: " + failed.getMessage(), failed);
            }
        }
    }
}
