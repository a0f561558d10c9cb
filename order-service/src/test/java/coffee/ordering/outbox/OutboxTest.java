package coffee.ordering.outbox;

import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.events.MenuChanged;
import coffee.events.OrderCancelled;
import coffee.events.OrderEvent;
import coffee.events.OrderPlaced;
import coffee.events.OrderedMenu;
import coffee.local.junit.Breakdown;
import coffee.ordering.OrderServiceTest;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = {"coffee.outbox.floor-margin=0", "coffee.outbox.full-scan=1s"})
class OutboxTest extends OrderServiceTest {

    private static final Breakdown BREAKDOWN = new Breakdown();

    @DynamicPropertySource
    static void breakdown(DynamicPropertyRegistry properties) {
        properties.add("spring.kafka.producer.properties.interceptor.classes", BrittleSending.class::getName);
    }

    /** Whoever intercepts may throw what he likes: Kafka's client catches exceptions only. */
    public static final class BrittleSending implements ProducerInterceptor<String, byte[]> {

        @Override
        public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> record) {
            BREAKDOWN.strike();
            return record;
        }

        @Override
        public void onAcknowledgement(@Nullable RecordMetadata told, @Nullable Exception failed) {}

        @Override
        public void configure(Map<String, ?> settings) {}

        @Override
        public void close() {}
    }

    @Test
    void everyOrderAndCancelIsToldInOrderAsACloudEvent() {
        String orderNo = shop.order("CUST-00000001", ICED_AMERICANO, 2).text("orderNo");
        shop.cancel(orderNo);

        try (Listener listener = listenTo("order-menu")) {
            List<ConsumerRecord<String, byte[]>> records =
                    listener
                            .hear(all -> all.stream()
                                            .filter(record -> record.key().equals(orderNo))
                                            .count()
                                    == 2)
                            .stream()
                            .filter(record -> record.key().equals(orderNo))
                            .toList();

            ConsumerRecord<String, byte[]> first = records.getFirst();
            assertThat(Listener.header(first, "ce_id")).isEqualTo(orderNo + "/placed");
            assertThat(Listener.header(first, "ce_type")).isEqualTo("coffee.order.placed.v1");
            assertThat(Listener.header(first, "ce_source")).isEqualTo("/order-service");
            OrderPlaced placed = (OrderPlaced) listener.read(first);
            assertThat(placed.menus()).containsExactly(new OrderedMenu(ICED_AMERICANO, "아이스 아메리카노", 4_200, 2));
            assertThat(placed.payPrice()).isEqualTo(8_400);
            assertThat(placed.orderDt())
                    .isEqualTo(
                            OffsetDateTime.parse(shop.get("/order/" + orderNo).text("orderDt")));
            OrderCancelled cancelled = (OrderCancelled) listener.read(records.getLast());
            assertThat(cancelled.refundPoint()).isEqualTo(8_400);
            assertThat(cancelled.orderDt()).isEqualTo(placed.orderDt());
        }
        outboxIsEmpty();
    }

    @Test
    void theDemoMenusAreToldAsTheCodecWouldTellThem() {
        try (Listener listener = listenTo("menu")) {
            List<MenuChanged> menus = listener.hear(all -> all.size() >= 6).stream()
                    .map(record -> (MenuChanged) listener.read(record))
                    .toList();

            assertThat(menus.stream().map(MenuChanged::menuNm))
                    .contains("아이스 아메리카노", "핫 아메리카노", "핫 초코", "아이스 초코", "모닝세트1");
            assertThat(menus.stream().filter(menu -> !menu.onSale())).hasSize(1);
            assertThat(menus.stream()
                            .filter(menu -> menu.menuNm().equals("모닝세트1"))
                            .findFirst()
                            .orElseThrow()
                            .products())
                    .hasSize(2);
        }
    }

    @Test
    void theTopicsAreMadeAsTheContractHasThem() throws Exception {
        shop.order("CUST-00000005", ICED_AMERICANO, 1);
        outboxIsEmpty();

        KafkaTopic orders = new KafkaTopic(servers.bootstrapServers(), servers.topicPrefix() + "order-menu");
        KafkaTopic menus = new KafkaTopic(servers.bootstrapServers(), servers.topicPrefix() + "menu");
        assertThat(orders.partitions()).isEqualTo(6);
        assertThat(orders.setting(TopicConfig.CLEANUP_POLICY_CONFIG)).isEqualTo("delete");
        assertThat(menus.setting(TopicConfig.CLEANUP_POLICY_CONFIG)).isEqualTo("compact");
    }

    @Test
    void nothingIsToldOfARefusedOrder() {
        shop.order("CUST-00000002", ICED_AMERICANO, 100);
        String accepted = shop.order("CUST-00000002", ICED_AMERICANO, 1).text("orderNo");

        try (Listener listener = listenTo("order-menu")) {
            List<OrderEvent> events =
                    listener
                            .hear(all ->
                                    all.stream().anyMatch(record -> record.key().equals(accepted)))
                            .stream()
                            .map(record -> (OrderEvent) listener.read(record))
                            .toList();

            assertThat(events.stream().filter(event -> event.customerId().equals("CUST-00000002")))
                    .hasSize(1);
        }
    }

    @Test
    void aRowThatCommitsLateBelowTheFloorIsSentAllTheSame() {
        shop.order("CUST-00000003", ICED_AMERICANO, 1);
        outboxIsEmpty();
        jdbc.sql("""
                INSERT INTO outbox (id, shard, event_id, event_type, aggregate_type, aggregate_id, payload, happened_at)
                VALUES (1, 0, 'late', 'coffee.cup.washed.v1', 'order-menu', 'late', '{}', NOW(6))""").update();

        outboxIsEmpty();
    }

    @Test
    void tellsStaffWhatIsStillOnItsWayOut() {
        outboxIsEmpty();
        assertThat(shop.staffGet("/admin/outbox").body()).isEqualTo("{\"lowest\":null,\"highest\":null}");
        // Nobody sends a shard that does not exist.
        jdbc.sql("""
                INSERT INTO outbox (id, shard, event_id, event_type, aggregate_type, aggregate_id, payload, happened_at)
                VALUES (1000001, 99, 'a', 'x', 'x', 'x', '{}', NOW(6)), (1000002, 99, 'b', 'x', 'x', 'x', '{}', NOW(6))""").update();

        assertThat(shop.staffGet("/admin/outbox").body()).isEqualTo("{\"lowest\":1000001,\"highest\":1000002}");
        assertThat(shop.get("/admin/outbox").status()).isEqualTo(401);
        jdbc.sql("DELETE FROM outbox WHERE shard = 99").update();
    }

    /** Kafka takes no record of more than a megabyte: a sure way to lose one, and to send it after all. */
    @Test
    void whatIsLostOnItsWayIsOvertakenByOthersButNotByTheNextOfItsKey() {
        outboxIsEmpty();
        insert("lost/1", "x".repeat(2_000_000));
        insert("lost/2", "{}");
        for (int next = 3; next <= 6; next++) {
            String passing = shop.order("CUST-00000004", ICED_AMERICANO, 1).text("orderNo");
            shop.cancel(passing);
            await().until(() -> waiting() == waitingOf("lost"));
            insert("lost/" + next, "{}");
        }
        String last = shop.order("CUST-00000004", ICED_AMERICANO, 1).text("orderNo");

        try (Listener listener = listenTo("order-menu")) {
            List<ConsumerRecord<String, byte[]>> heard = listener.hear(
                    all -> all.stream().anyMatch(record -> record.key().equals(last)));
            assertThat(of("lost", heard)).isEmpty();
            assertThat(waitingOf("lost")).isEqualTo(6);
            assertThat(shop.metric("coffee.outbox.backlog", "VALUE")).isGreaterThanOrEqualTo(6);
            assertThat(shop.metric("coffee.outbox.oldest", "VALUE")).isGreaterThan(59);
            double sent = shop.metric("coffee.outbox.sent", "COUNT");

            jdbc.sql("UPDATE outbox SET payload = '{}' WHERE event_id = 'lost/1'")
                    .update();
            outboxIsEmpty();
            assertThat(Listener.ids(of(
                            "lost", listener.hear(all -> of("lost", all).size() >= 6))))
                    .containsExactly("lost/1", "lost/2", "lost/3", "lost/4", "lost/5", "lost/6");
            assertThat(shop.metric("coffee.outbox.sent", "COUNT") - sent).isGreaterThanOrEqualTo(6);
        }
        assertThat(shop.metric("coffee.outbox.backlog", "VALUE")).isZero();
        assertThat(shop.metric("coffee.outbox.oldest", "VALUE")).isZero();
    }

    @Test
    void anErrorEndsNobodyWhoSends() {
        outboxIsEmpty();
        String orderNo;
        try (Breakdown.Time _ = BREAKDOWN.begin()) {
            orderNo = shop.order("CUST-00000004", ICED_AMERICANO, 1).text("orderNo");
            await().until(() -> BREAKDOWN.struck() >= 3);
        }

        try (Listener listener = listenTo("order-menu")) {
            assertThat(Listener.ids(
                            of(orderNo, listener.hear(all -> !of(orderNo, all).isEmpty()))))
                    .containsExactly(orderNo + "/placed");
        }
        outboxIsEmpty();
    }

    private void insert(String eventId, String payload) {
        jdbc.sql("""
                INSERT INTO outbox (shard, event_id, event_type, aggregate_type, aggregate_id, payload, happened_at)
                VALUES (CRC32('lost') % 8, ?, 'coffee.cup.washed.v1', 'order-menu', 'lost', ?, UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE)""").params(eventId, payload).update();
    }

    private static List<ConsumerRecord<String, byte[]>> of(String key, List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().filter(record -> record.key().equals(key)).toList();
    }

    private long waiting() {
        return jdbc.sql("SELECT COUNT(*) FROM outbox").query(Long.class).single();
    }

    private long waitingOf(String key) {
        return jdbc.sql("SELECT COUNT(*) FROM outbox WHERE aggregate_id = ?")
                .param(key)
                .query(Long.class)
                .single();
    }

    private Listener listenTo(String topic) {
        return new Listener(servers.bootstrapServers(), servers.topicPrefix() + topic);
    }

    private void outboxIsEmpty() {
        await().until(() -> waiting() == 0);
    }
}
