package coffee.display;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.local.junit.Breakdown;
import coffee.local.junit.RealServers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A table that is away for a while stands for a database that is: the service cannot tell them apart by anything but the error's code. */
@RealServers
class TroubleTest extends DisplayTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final Breakdown OPENING = new Breakdown();
    private static final Breakdown POLLING = new Breakdown();
    private static final Breakdown CLOSING = new Breakdown();
    private static final Breakdown SENDING = new Breakdown();
    private static final Breakdown ASKING = new Breakdown();

    @DynamicPropertySource
    static void breakdown(DynamicPropertyRegistry properties) {
        properties.add("spring.kafka.consumer.properties.interceptor.classes", BrittlePolling.class::getName);
        properties.add("spring.kafka.producer.properties.interceptor.classes", BrittleSending.class::getName);
        properties.add(
                "spring.jpa.properties.hibernate.session_factory.statement_inspector", BrittleAsking.class::getName);
    }

    @Test
    void waitsForTheDatabaseAndThenCountsOnceWithNothingPutAside() {
        String latte = menu("patient");
        int before = deadLetters(ORDERS).size();
        double failures = failures();
        away("sales");
        say(order("2026-01-01T12:00:00+09:00", cups(1, latte)));
        say(order("2026-01-01T12:00:00+09:00", cups(1, latte)));
        await().atMost(LONG_ENOUGH).until(() -> failures() >= failures + 2);

        back("sales");

        await().atMost(LONG_ENOUGH)
                .untilAsserted(() -> assertThat(best("/2026-01-01")).containsExactly("patient 2"));
        assertThat(deadLetters(ORDERS)).hasSize(before);
    }

    @Test
    void putsAPoisonRecordAsideOnceThoughItsBatchIsRepeated() {
        String latte = menu("beside poison");
        int before = deadLetters(MENUS).size();
        double failures = failures();
        away("menu");
        // The three make one batch.
        say(MENUS, "coffee.menu.changed.v1", "poison".getBytes(UTF_8));
        say(menu(latte, 2, "renamed", true));
        say(MENUS, "coffee.menu.changed.v1", "poison".getBytes(UTF_8));
        await().atMost(LONG_ENOUGH).until(() -> failures() >= failures + 2);

        back("menu");

        await().atMost(LONG_ENOUGH).until(() -> get("/display/menu").body().contains("renamed"));
        await().until(() -> deadLetters(MENUS).size() >= before + 2);
        assertThat(deadLetters(MENUS)).hasSize(before + 2);
    }

    @Test
    void keepsWhatItCannotApplyUntilKafkaHasTheLetter() throws Exception {
        byte[] poison = "poison".repeat(100).getBytes(UTF_8);
        largestLetter("100");
        await().until(() -> isRefused(poison));
        int before = deadLetters(MENUS).size();
        double failures = failures();
        say(MENUS, "coffee.menu.changed.v1", poison);
        await().atMost(LONG_ENOUGH).until(() -> failures() >= failures + 2);

        largestLetter("2097152");

        await().atMost(LONG_ENOUGH).until(() -> deadLetters(MENUS).size() > before);
        assertThat(deadLetters(MENUS)).hasSize(before + 1);
    }

    @Test
    void theDatabaseEndsATransactionInWhichNothingGoesOn() {
        assertThat(database.queryForObject("SELECT @@idle_transaction_timeout", Integer.class))
                .isEqualTo(30);
    }

    @Test
    void goesOnShowingWhatItKnowsAndSaysHowOldThatIs() {
        menu("still there");
        assertThat(get("/display/menu").headers().firstValue("Age")).isEmpty();
        away("board_version");
        await().until(() -> get("/display/menu").headers().firstValue("Age").isPresent());

        HttpResponse<String> behind = get("/display/menu");
        assertThat(behind.statusCode()).isEqualTo(200);
        assertThat(behind.body()).contains("still there");
        assertThat(behind.headers().firstValueAsLong("Age").orElse(0)).isBetween(2L, 20L);

        back("board_version");
        await().until(() -> get("/display/menu").headers().firstValue("Age").isEmpty());
    }

    /** And neither can it be closed, so that it cannot tell that it has ended. */
    @Test
    void takesInAfterAnErrorOfKafkasClient() {
        String latte = menu("after errors");
        try (Breakdown.Time _ = POLLING.begin();
                Breakdown.Time _ = CLOSING.begin()) {
            say(order("2026-01-02T12:00:00+09:00", cups(1, latte)));
            await().atMost(LONG_ENOUGH).until(() -> CLOSING.struck() >= 1);
        }

        await().atMost(LONG_ENOUGH)
                .untilAsserted(() -> assertThat(best("/2026-01-02")).containsExactly("after errors 1"));
    }

    @Test
    void takesInAfterErrorsWhileItIsOpenedAgain() {
        String latte = menu("opened again");
        try (Breakdown.Time _ = OPENING.begin()) {
            try (Breakdown.Time _ = POLLING.begin()) {
                say(order("2026-01-05T12:00:00+09:00", cups(1, latte)));
                await().atMost(LONG_ENOUGH).until(() -> POLLING.struck() >= 1);
            }
            await().atMost(LONG_ENOUGH).until(() -> OPENING.struck() >= 2);
        }

        await().atMost(LONG_ENOUGH)
                .untilAsserted(() -> assertThat(best("/2026-01-05")).containsExactly("opened again 1"));
    }

    @Test
    void takesInOnceWhatMetAnErrorOnItsWay() {
        String latte = menu("counted once");
        int before = deadLetters(ORDERS).size();
        try (Breakdown.Time _ = SENDING.begin()) {
            // The two make one batch, of which the order is entered before the letter is sent.
            say(order("2026-01-03T12:00:00+09:00", cups(1, latte)));
            say(ORDERS, "coffee.order.placed.v1", "poison".getBytes(UTF_8));
            await().atMost(LONG_ENOUGH).until(() -> SENDING.struck() >= 2);
        }

        await().atMost(LONG_ENOUGH)
                .untilAsserted(() -> assertThat(deadLetters(ORDERS)).hasSize(before + 1));
        assertThat(best("/2026-01-03")).containsExactly("counted once 1");
    }

    @Test
    void showsTheNewestAfterAnErrorOfTheWayToTheDatabase() {
        String latte = menu("old name");
        try (Breakdown.Time _ = ASKING.begin()) {
            say(menu(latte, 2, "new name", true));
            await().atMost(LONG_ENOUGH).until(() -> ASKING.struck() >= 3);
        }

        await().atMost(LONG_ENOUGH).until(() -> get("/display/menu").body().contains("new name"));
        await().atMost(LONG_ENOUGH)
                .until(() -> get("/display/menu").headers().firstValue("Age").isEmpty());
    }

    private void largestLetter(String bytes) throws Exception {
        var setting = new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka()))) {
            admin.incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, letters()), List.of(setting)))
                    .all()
                    .get();
        }
    }

    private boolean isRefused(byte[] letter) throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(letters(), letter)).get();
            return false;
        } catch (ExecutionException refused) {
            assertThat(refused).hasCauseInstanceOf(RecordTooLargeException.class);
            return true;
        }
    }

    private String letters() {
        return prefixed(MENUS) + "-dlt";
    }

    private void away(String table) {
        database.execute("RENAME TABLE " + table + " TO " + table + "_away");
    }

    private void back(String table) {
        database.execute("RENAME TABLE " + table + "_away TO " + table);
    }

    private double failures() {
        return metric("spring.kafka.listener?tag=result:failure");
    }

    /** Whoever intercepts may throw what he likes: Kafka's client catches exceptions only. */
    public static final class BrittlePolling implements ConsumerInterceptor<byte[], byte[]> {

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            POLLING.strike();
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public void configure(Map<String, ?> settings) {
            OPENING.strike();
        }

        @Override
        public void close() {
            CLOSING.strike();
        }
    }

    public static final class BrittleSending implements ProducerInterceptor<byte[], byte[]> {

        @Override
        public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
            SENDING.strike();
            return record;
        }

        @Override
        public void onAcknowledgement(@Nullable RecordMetadata told, @Nullable Exception failed) {}

        @Override
        public void configure(Map<String, ?> settings) {}

        @Override
        public void close() {}
    }

    /** Of Hibernate, by which boards are read and nothing else is done. */
    public static final class BrittleAsking implements StatementInspector {

        @Override
        public String inspect(String sql) {
            ASKING.strike();
            return sql;
        }
    }
}
