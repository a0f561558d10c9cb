package coffee.ordering.dataplatform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.ordering.Shop.Reply;
import coffee.ordering.outbox.KafkaTopic;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the platform cannot be told, and how it is told after all. */
class DeadLettersTest extends DataPlatformTest {

    @Test
    void aRefusedOrderIsPutAsideAloneListedAndToldOnRequest() {
        String before = order();
        isTold(before);
        platform.fault("{\"status\":422,\"times\":1}");
        String refused = order();
        await().atMost(LONG).untilAsserted(() -> assertThat(eventIdsOfLetters()).containsExactly(refused + "/placed"));
        String after = order();
        isTold(after);
        assertThat(platform.orderNos()).doesNotContain(refused);

        JsonNode letter = letters().getFirst();
        assertThat(letter.get("type").asString()).isEqualTo("coffee.order.placed.v1");
        assertThat(letter.get("reason").asString()).isEqualTo("422 {\"error\":\"refused, as it was told to\"}");
        assertThat(letter.get("value").asString()).contains("\"orderNo\":\"" + refused + "\"");
        assertThat(OffsetDateTime.parse(letter.get("putAsideAt").asString()).toInstant())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        assertThat(letter.at("/origin/topic").asString()).isEqualTo(servers.topicPrefix() + "order-menu");
        assertThat(letter.at("/origin/partition").asString()).matches("[0-5]");
        assertThat(letter.at("/origin/offset").asString()).matches("[0-9]+");
        assertThat(Instant.parse(letter.at("/origin/time").asString()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));

        long calls = platform.calls();
        Reply dry = shop.staffPost(LETTERS + "/replay?dryRun=true", "");
        assertThat(dry.body()).isEqualTo("{\"dryRun\":true,\"tried\":1,\"delivered\":0,\"refused\":0,\"waiting\":1}");
        assertThat(platform.calls()).isEqualTo(calls);
        assertThat(letters()).containsExactly(letter);

        assertThat(replay().body())
                .isEqualTo("{\"dryRun\":false,\"tried\":1,\"delivered\":1,\"refused\":0,\"waiting\":0}");
        assertThat(platform.orderNos()).containsOnlyOnce(refused);
        assertThat(letters()).isEmpty();
        assertThat(replay().number("tried")).isZero();
    }

    @Test
    void aLetterIsKeptForEver() throws Exception {
        refusedOrder();

        assertThat(new KafkaTopic(servers.bootstrapServers(), lettersTopic()).setting(TopicConfig.RETENTION_MS_CONFIG))
                .isEqualTo("-1");
    }

    @Test
    void aReplayThatIsRefusedAgainLosesNothing() {
        String refused = refusedOrder();
        JsonNode before = letters().getFirst();
        platform.refuse(refused, 409);
        assertThat(replay().body())
                .isEqualTo("{\"dryRun\":false,\"tried\":1,\"delivered\":0,\"refused\":1,\"waiting\":1}");

        JsonNode after = letters().getFirst();
        assertThat(after.get("number").longValue())
                .isGreaterThan(before.get("number").longValue());
        assertThat(after.get("reason").asString()).startsWith("409");
        assertThat(after.get("origin")).isEqualTo(before.get("origin"));
        assertThat(after.get("value")).isEqualTo(before.get("value"));
        platform.forgive();
        assertThat(replay().body())
                .isEqualTo("{\"dryRun\":false,\"tried\":1,\"delivered\":1,\"refused\":0,\"waiting\":0}");
        assertThat(platform.orderNos()).containsOnlyOnce(refused);
    }

    @Test
    void aReplayWhileThePlatformIsAwayChangesNothing() {
        String refused = refusedOrder();
        List<JsonNode> letters = letters();
        platform.become("down", 0);
        Reply away = replay();

        assertThat(away.body()).isEqualTo("{\"dryRun\":false,\"tried\":0,\"delivered\":0,\"refused\":0,\"waiting\":1}");
        assertThat(letters()).isEqualTo(letters);
        platform.heal();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(replay().number("waiting")).isZero());
        assertThat(platform.orderNos()).containsOnlyOnce(refused);
    }

    @Test
    void anOrderThePlatformStumblesOverIsPutAsideOnlyWhenOthersAreTaken() {
        platform.fault("{\"status\":500,\"times\":1000}");
        String stumble = order();
        double failures = metric("failures");
        await().atMost(LONG).untilAsserted(() -> assertThat(metric("failures")).isGreaterThan(failures + 9));
        assertThat(letters())
                .as("nobody is answered, so it is not this order's fault")
                .isEmpty();

        // Nobody is taken until it is known whom to stumble over.
        platform.become("broken", 0);
        platform.forgive();
        platform.refuse(stumble, 500);
        platform.become("ok", 0);
        await().atMost(LONG).untilAsserted(() -> {
            isTold(order());
            assertThat(eventIdsOfLetters()).containsExactly(stumble + "/placed");
        });
        assertThat(letters().getFirst().get("reason").asString())
                .startsWith("failed again and again while others did not: 500");
        assertThat(platform.orderNos()).doesNotContain(stumble);
    }

    @Test
    void whatIsNoEventIsPutAsideAndWhatIsNotOursIsSkipped() throws Exception {
        String claimsToBePlaced = "coffee.order.placed.v1";
        double skipped = metric("orders?tag=outcome:skipped");
        publish("coffee.cup.washed.v1", "{}".getBytes(UTF_8));
        publish("coffee.order.placed.v9", "{}".getBytes(UTF_8));
        RecordMetadata garbage = publish(claimsToBePlaced, new byte[] {0, (byte) 0xff, '{'});
        publish(claimsToBePlaced, new byte[0]);
        publish(
                claimsToBePlaced,
                "{\"orderNo\":\"x\\r\\nX-Evil: 1\",\"customerId\":\"c\",\"orderDt\":\"2026-01-01T00:00:00Z\",\"menus\":[]}"
                        .getBytes(UTF_8));
        publish(claimsToBePlaced, new byte[3 << 20]);
        isTold(order());

        await().atMost(LONG).untilAsserted(() -> assertThat(letters()).hasSize(5));
        assertThat(metric("orders?tag=outcome:skipped")).isEqualTo(skipped + 1);
        assertThat(letters().stream().map(letter -> letter.get("reason").asString()))
                .anyMatch(reason -> reason.startsWith("unknown version"))
                .anyMatch(reason -> reason.startsWith("no value"))
                .anyMatch(reason -> reason.startsWith("too large to be kept here"));
        JsonNode letter = letters().stream()
                .filter(each -> each.at("/origin/offset").asString().equals(Long.toString(garbage.offset()))
                        && each.at("/origin/partition").asString().equals(Integer.toString(garbage.partition())))
                .findFirst()
                .orElseThrow();
        assertThat(Instant.parse(letter.at("/origin/time").asString()).toEpochMilli())
                .isEqualTo(garbage.timestamp());
        assertThat(replay().body())
                .isEqualTo("{\"dryRun\":false,\"tried\":5,\"delivered\":0,\"refused\":5,\"waiting\":5}");
    }

    /** Kept, they would make a letter that Kafka never takes, and its partition would wait for it. */
    @Test
    void whatItsHeadersMakeTooLargeIsPutAsideWithoutThem() throws Exception {
        publish("coffee.order.placed.v1", new byte[] {'{'}, new RecordHeader("foreign", new byte[3 << 20]));

        await().atMost(LONG).untilAsserted(() -> assertThat(letters()).hasSize(1));
        JsonNode letter = letters().getFirst();
        assertThat(letter.get("reason").asString()).startsWith("too large to be kept here");
        assertThat(letter.get("type").isNull()).as("its headers are gone").isTrue();
        assertThat(letter.get("value").isNull()).isTrue();
        assertThat(letter.at("/origin/topic").asString()).endsWith("order-menu");
    }

    @Test
    void anOrderIsNotDoneBeforeItsLetterIsTaken() throws Exception {
        refusedOrder();
        setLettersConfig("max.message.bytes", "10");
        try {
            platform.fault("{\"status\":410,\"times\":1}");
            String refused = order();
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(metric("oldest")).isGreaterThan(2));
            assertThat(lag()).as("its offset is not committed").isPositive();
            assertThat(refused).isNotEmpty();
        } finally {
            setLettersConfig("max.message.bytes", "1048588");
        }
        await().atMost(LONG).untilAsserted(() -> assertThat(letters()).hasSize(2));
        await().atMost(LONG).untilAsserted(() -> assertThat(lag()).isZero());
    }

    @Test
    void lettersComeInPages() {
        platform.fault("{\"status\":422,\"times\":3}");
        orders(3);
        await().atMost(LONG).untilAsserted(() -> assertThat(letters()).hasSize(3));

        JsonNode first = shop.staffGet(LETTERS + "?limit=2").json();
        JsonNode second = shop.staffGet(
                        LETTERS + "?limit=2&after=" + first.get("next").longValue())
                .json();
        assertThat(first.get("letters")).hasSize(2);
        assertThat(first.get("waiting").longValue()).isEqualTo(3);
        assertThat(second.get("letters")).hasSize(1);
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(shop.staffPost(LETTERS + "/replay?limit=2", "").body())
                .isEqualTo("{\"dryRun\":false,\"tried\":2,\"delivered\":2,\"refused\":0,\"waiting\":1}");
    }

    @Test
    void theDoorsAreForStaffAndSayWhatIsWrong() {
        assertThat(shop.get(LETTERS).status()).isEqualTo(401);
        assertThat(shop.post(LETTERS + "/replay", "").status()).isEqualTo(401);
        for (String wrong : List.of("0", "1001", "-1", "1e3", "9".repeat(30), "")) {
            assertThat(shop.staffGet(LETTERS + "?limit=" + wrong).invalidFields())
                    .containsExactly("limit");
        }
        assertThat(shop.staffGet(LETTERS + "?after=x").invalidFields()).containsExactly("after");
        assertThat(shop.staffGet(LETTERS + "?after=999999999999999999").json().get("letters"))
                .isEmpty();
        Reply wrong = shop.staffPost(LETTERS + "/replay?dryRun=maybe", "");
        assertThat(wrong.invalidFields()).containsExactly("dryRun");
        assertThat(wrong.body()).contains("true 또는 false");

        JsonNode paths = shop.get("/v3/api-docs").json().get("paths");
        assertThat(paths.at("/~1admin~1data-platform~1dead-letters/get/responses")
                        .propertyNames())
                .contains("200", "400", "401", "503");
        assertThat(paths.at("/~1admin~1data-platform~1dead-letters~1replay/post/responses")
                        .propertyNames())
                .contains("200", "400", "401", "503");
    }

    /** One that is a letter already. */
    private String refusedOrder() {
        platform.fault("{\"status\":422,\"times\":1}");
        String refused = order();
        await().atMost(LONG).untilAsserted(() -> assertThat(eventIdsOfLetters()).contains(refused + "/placed"));
        return refused;
    }

    private RecordMetadata publish(String type, byte[] value, Header... besides) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                servers.bootstrapServers(),
                "compression.type",
                "gzip",
                "max.request.size",
                8 << 20);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(servers.topicPrefix() + "order-menu", null, "a key", value, List.of(besides));
            record.headers().add("ce_type", type.getBytes(UTF_8));
            return producer.send(record).get(10, TimeUnit.SECONDS);
        }
    }

    private void setLettersConfig(String name, String value) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, lettersTopic());
        Collection<AlterConfigOp> change =
                List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET));
        try (Admin kafka = kafka()) {
            kafka.incrementalAlterConfigs(Map.of(topic, change)).all().get(10, TimeUnit.SECONDS);
        }
    }

    /** How many records the data platform's group has not committed. */
    private long lag() throws Exception {
        try (Admin kafka = kafka()) {
            Map<TopicPartition, OffsetAndMetadata> committed = kafka.listConsumerGroupOffsets(
                            servers.topicPrefix() + "data-platform")
                    .partitionsToOffsetAndMetadata()
                    .get(10, TimeUnit.SECONDS);
            long lag = 0;
            for (int partition = 0; partition < 6; partition++) {
                TopicPartition place = new TopicPartition(servers.topicPrefix() + "order-menu", partition);
                long end = kafka.listOffsets(Map.of(place, OffsetSpec.latest()))
                        .partitionResult(place)
                        .get(10, TimeUnit.SECONDS)
                        .offset();
                OffsetAndMetadata done = committed.get(place);
                lag += end - (done == null ? 0 : done.offset());
            }
            return lag;
        }
    }

    private Admin kafka() {
        return Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()));
    }
}
