package coffee.display;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import coffee.events.CoffeeEvent;
import coffee.events.EncodedEvent;
import coffee.events.EventCodec;
import coffee.events.MenuChanged;
import coffee.events.OrderCancelled;
import coffee.events.OrderPlaced;
import coffee.events.OrderedMenu;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Enters by the real doors: a Kafka record in, an HTTP answer out. What is said arrives in that order, and what is said without a pause in
 * one poll.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "coffee.staff-password=let me in")
@DirtiesContext
@Import(DisplayTest.Time.class)
abstract class DisplayTest {

    static final String ORDERS = "order-menu";
    static final String MENUS = "menu";
    static final String KEY = "key";

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    static {
        // For what comes soon, if not on a busy machine.
        Awaitility.setDefaultTimeout(PATIENCE);
    }

    private final EventCodec codec = new EventCodec();
    private final JsonMapper json = JsonMapper.shared();
    private final HttpClient http = HttpClient.newHttpClient();

    @Autowired
    Environment environment;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcTemplate database;

    private @Nullable KafkaProducer<byte[], byte[]> producer;

    /** Not marked as a configuration: services that a test starts by itself keep the system's clock. */
    static class Time {

        @Bean
        @Primary
        MovableClock movableClock() {
            return new MovableClock();
        }
    }

    @BeforeEach
    void openKafka() {
        producer = new KafkaProducer<>(
                // As others may, who compress what they send.
                Map.of(
                        "bootstrap.servers",
                        kafka(),
                        "linger.ms",
                        50,
                        "compression.type",
                        "gzip",
                        "max.request.size",
                        30 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        // Before the intake is open a topic might be made by the broker itself, in the wrong shape.
        await().atMost(PATIENCE)
                .until(() -> metric("kafka.consumer.coordinator.assigned.partitions") >= leastPartitions());
    }

    /** All of them, where this instance is the only one. */
    int leastPartitions() {
        return 7;
    }

    @AfterEach
    void closeKafka() {
        requireNonNull(producer).close();
        http.close();
    }

    // ---- in

    void say(CoffeeEvent event) {
        EncodedEvent encoded = codec.encode(event, "/test", Instant.EPOCH);
        say(encoded.topic(), encoded.type(), encoded.json().getBytes(UTF_8));
    }

    /** On the partition of its own key, so that several instances have something to do. */
    void sayByKey(CoffeeEvent event) {
        EncodedEvent encoded = codec.encode(event, "/test", Instant.EPOCH);
        say(encoded.key(), encoded.topic(), encoded.type(), encoded.json().getBytes(UTF_8));
    }

    void say(String topic, @Nullable String type, byte @Nullable [] value, Header... besides) {
        say(KEY, topic, type, value, besides);
    }

    private void say(String key, String topic, @Nullable String type, byte @Nullable [] value, Header... besides) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(prefixed(topic), null, key.getBytes(UTF_8), value, List.of(besides));
        if (type != null) {
            record.headers().add(EventCodec.TYPE, type.getBytes(UTF_8));
        }
        // Not awaited: what got lost would be missed by whoever waits for its effect.
        var _ = requireNonNull(producer).send(record);
    }

    /** Returns when Kafka has all that was said. */
    void allIsSaid() {
        requireNonNull(producer).flush();
    }

    /** Exactly what was found, where it was found. */
    void say(ConsumerRecord<byte[], byte[]> found) {
        ProducerRecord<byte[], byte[]> again =
                new ProducerRecord<>(found.topic(), null, found.key(), found.value(), found.headers());
        var _ = requireNonNull(producer).send(again);
        requireNonNull(producer).flush();
    }

    /** A new menu on sale, already on the board. */
    String menu(String name) {
        String id = "MENU-%08d".formatted(NUMBERS.incrementAndGet());
        say(menu(id, 1, name, true));
        await().atMost(PATIENCE).until(() -> get("/display/menu/" + id).statusCode() == 200);
        return id;
    }

    static MenuChanged menu(String id, long version, String name, boolean onSale) {
        return new MenuChanged(
                id, version, name, 4200, onSale, List.of(new MenuChanged.Product("PROD-00000001", "에스프레소")));
    }

    static OrderPlaced order(String at, OrderedMenu... lines) {
        return new OrderPlaced(
                newOrderNo(), "CUST-00000001", 4200, 4200, 4200, OffsetDateTime.parse(at), List.of(lines));
    }

    static OrderCancelled cancel(OrderPlaced order) {
        return cancel(order, order.orderDt().plusDays(1).toString());
    }

    static OrderCancelled cancel(OrderPlaced order, String at) {
        return new OrderCancelled(
                order.orderNo(),
                order.customerId(),
                order.usePoint(),
                order.orderDt(),
                OffsetDateTime.parse(at),
                order.menus());
    }

    static OrderedMenu cups(int qy, String menuId) {
        return new OrderedMenu(menuId, "as it was called", 4200, qy);
    }

    static String newOrderNo() {
        return "ORD-%08d".formatted(NUMBERS.incrementAndGet());
    }

    // ---- out

    HttpResponse<String> get(String path, String... headers) {
        return send(HttpRequest.newBuilder(address(path)), headers);
    }

    HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        try {
            return http.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    int port() {
        return environment.getRequiredProperty("local.server.port", Integer.class);
    }

    JsonNode read(String body) {
        return json.readTree(body);
    }

    /** As "name count", in the order of the answer. */
    List<String> best(String query) {
        List<String> lines = new ArrayList<>();
        read(get("/display/best" + query).body())
                .forEach(line -> lines.add(line.get("menuNm").asString() + " "
                        + line.get("orderCnt").asLong()));
        return lines;
    }

    /** The day's ranking as it is once {@code last}, which was ordered after everything else, is in it. */
    List<String> bestAfter(LocalDate day, String last) {
        String query = "/" + day + "?limit=50";
        await().atMost(PATIENCE).until(() -> best(query).contains(last + " 1"));
        return best(query).stream().filter(line -> !line.equals(last + " 1")).toList();
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(prefixed(topic) + "-dlt", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
            List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
            }
            return letters;
        }
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    /** In a transaction of its own that the database does not end, however long nothing goes on in it. */
    Connection holder() throws SQLException {
        Connection holder = requireNonNull(database.getDataSource()).getConnection();
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("SET idle_transaction_timeout = 0");
        }
        return holder;
    }

    /** Somebody wants a row of this table that somebody else has locked. */
    void awaitSomebodyWhoWaitsFor(String table) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> requireNonNull(database.queryForObject(
                                "SELECT COUNT(*) FROM information_schema.innodb_lock_waits w JOIN information_schema.innodb_locks l"
                                        + " ON l.lock_id = w.blocking_lock_id WHERE l.lock_table LIKE CONCAT('%', DATABASE(), '%', ?, '%')",
                                Integer.class, table))
                        > 0);
    }

    double metric(String nameAndTags) {
        HttpResponse<String> answer = get("/actuator/metrics/" + nameAndTags, "Authorization", staff());
        return answer.statusCode() == 200
                ? Double.parseDouble(
                        read(answer.body()).at("/measurements/0/value").asString())
                : 0;
    }

    static String staff() {
        return "Basic " + Base64.getEncoder().encodeToString("staff:let me in".getBytes(UTF_8));
    }

    String prefixed(String topic) {
        return environment.getRequiredProperty("coffee.topic-prefix") + topic;
    }

    String kafka() {
        return environment.getRequiredProperty("spring.kafka.bootstrap-servers");
    }
}
