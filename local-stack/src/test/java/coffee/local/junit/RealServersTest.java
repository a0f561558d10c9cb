package coffee.local.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.Test;

@RealServers
class RealServersTest {

    @Test
    void givesAnEmptySchemaOnAServerThatIsSetAsOursAre(TestServers.Schema schema) throws SQLException {
        try (Connection connection = schema.connect()) {
            assertThat(ask(
                            connection,
                            "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()"))
                    .isEqualTo("0");
            assertThat(ask(connection, "SELECT VERSION()")).startsWith("11.4.");
            assertThat(ask(connection, "SELECT @@tx_isolation")).isEqualTo("READ-COMMITTED");
            assertThat(ask(connection, "SELECT @@innodb_flush_log_at_trx_commit"))
                    .isEqualTo("1");
            assertThat(ask(connection, "SELECT @@collation_database")).isEqualTo("utf8mb4_bin");
            assertThat(ask(connection, "SELECT @@global.time_zone")).isEqualTo("+00:00");
        }
    }

    @Test
    void dropsASchemaWhenItIsClosed(TestServers servers) {
        TestServers.Schema schema = servers.newSchema("Short lived");
        schema.close();
        assertThatThrownBy(schema::connect).hasMessageContaining("Unknown database");
    }

    @Test
    void givesAKafkaWithoutTopicsByAccident(TestServers.Schema schema) throws Exception {
        try (Admin admin = admin(schema.bootstrapServers())) {
            List<NewTopic> menu = List.of(new NewTopic(schema.topicPrefix() + "menu", 1, (short) 1));
            admin.createTopics(menu).all().get(20, TimeUnit.SECONDS);
            assertThatThrownBy(() -> admin.createTopics(menu).all().get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(TopicExistsException.class);
        }
    }

    @Test
    void aPrivateDatabaseComesBackFromAKillWithWhatWasCommitted(TestServers servers) throws SQLException {
        try (PrivateServer database = servers.privateMariaDb()) {
            try (Connection connection = connect(database)) {
                tell(connection, "CREATE TABLE cup (id BIGINT PRIMARY KEY)");
                tell(connection, "INSERT INTO cup VALUES (1)");
                database.kill();
                assertThatThrownBy(() -> tell(connection, "INSERT INTO cup VALUES (2)"))
                        .isInstanceOf(SQLException.class);
            }
            database.start();
            try (Connection connection = connect(database)) {
                assertThat(ask(connection, "SELECT SUM(id) FROM cup")).isEqualTo("1");
            }
        }
    }

    @Test
    void aPrivateKafkaComesBackFromAKillWithItsTopics(TestServers servers) throws Exception {
        try (PrivateServer kafka = servers.privateKafka()) {
            try (Admin admin = admin(kafka.address())) {
                admin.createTopics(List.of(new NewTopic("orders", 1, (short) 1)))
                        .all()
                        .get(20, TimeUnit.SECONDS);
            }
            kafka.kill();
            kafka.start();
            try (Admin admin = admin(kafka.address())) {
                assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS)).contains("orders");
            }
        }
    }

    private static Admin admin(String bootstrapServers) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrapServers);
        return Admin.create(properties);
    }

    private static Connection connect(PrivateServer database) throws SQLException {
        Map<String, String> properties = database.springProperties();
        return DriverManager.getConnection(
                String.valueOf(properties.get("spring.datasource.url")),
                properties.get("spring.datasource.username"),
                properties.get("spring.datasource.password"));
    }

    private static void tell(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            assertThat(answer.next()).isTrue();
            return answer.getString(1);
        }
    }
}
