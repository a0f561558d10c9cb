package coffee.display;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.events.OrderPlaced;
import coffee.local.junit.RealServers;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** Each test has a day of its own, so that none sees another's orders. */
@RealServers
class IntakeTest extends DisplayTest {

    @Test
    void makesTheTopicsThatItHearsAndThoseOfItsLetters() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka()))) {
            assertThat(made(admin, ORDERS)).isEqualTo("6 partitions, {}");
            assertThat(made(admin, MENUS)).isEqualTo("1 partitions, {cleanup.policy=compact}");
            for (String heard : List.of(ORDERS, MENUS)) {
                assertThat(made(admin, heard + "-dlt"))
                        .as("letters of %s", heard)
                        .isEqualTo("1 partitions, {max.message.bytes=2097152, retention.ms=-1}");
            }
        }
    }

    @Test
    void showsAMenuOnceItIsHeardOf() {
        String id = menu("라떼");

        assertThat(get("/display/menu").body())
                .contains("{\"menuId\":\"" + id + "\",\"menuNm\":\"라떼\",\"menuPrice\":4200}");
        assertThat(get("/display/menu/" + id).body())
                .isEqualTo("{\"menuId\":\"" + id + "\",\"menuNm\":\"라떼\",\"menuPrice\":4200,"
                        + "\"products\":[{\"productId\":\"PROD-00000001\",\"productNm\":\"에스프레소\"}]}");
    }

    @Test
    void showsMenusByTheirNumbersWhicheverCameFirst() {
        say(menu("MENU-100000000", 1, "nine digits", true));
        say(menu("MENU-99999999", 1, "eight digits", true));
        List<String> inOrder = List.of(menu("one"), menu("another"), "MENU-99999999", "MENU-100000000");

        assertThat(read(get("/display/menu").body())
                        .valueStream()
                        .map(line -> line.get("menuId").asString())
                        .filter(inOrder::contains))
                .containsExactlyElementsOf(inOrder);
    }

    @Test
    void isReadyOnceThereAreMenus() {
        menu("첫 메뉴");

        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void believesTheHighestVersionOfAMenuWhicheverComesLast() {
        String id = menu("one");
        say(menu(id, 3, "three", true));
        say(menu(id, 2, "two", false));
        menu("last");
        assertThat(nameOf(id)).isEqualTo("three");

        // In a poll of its own: what it meets is in the table, not beside it.
        say(menu(id, 2, "two", true));
        menu("last again");
        assertThat(nameOf(id)).isEqualTo("three");
    }

    @Test
    void countsOrdersAndNotLinesOrCups() {
        String latte = menu("latte");
        say(order("2026-01-01T12:00:00+09:00", cups(1, latte), cups(2, latte)));
        say(order("2026-01-01T12:00:00+09:00", cups(9, latte)));

        assertThat(bestAfter(day(1), last(1))).containsExactly("latte 2");
    }

    @Test
    void countsAnEventOnceHoweverOftenItComes() {
        OrderPlaced order = order("2026-01-02T12:00:00+09:00", cups(1, menu("twice")));
        say(order);
        say(order);
        assertThat(bestAfter(day(2), last(2))).containsExactly("twice 1");

        say(order);
        assertThat(bestAfter(day(2), last(2))).contains("twice 1");
    }

    @Test
    void comesToNothingWhereACancelArrivesBeforeItsOrder() {
        String latte = menu("back and forth");
        OrderPlaced order = order("2026-01-03T12:00:00+09:00", cups(2, latte));
        say(cancel(order));
        assertThat(bestAfter(day(3), last(3))).isEmpty();

        say(order);
        say(order("2026-01-03T13:00:00+09:00", cups(1, latte)));
        assertThat(bestAfter(day(3), last(3))).contains("back and forth 1");
    }

    @Test
    void countsForTheShopsDayOfTheOrder() {
        String latte = menu("late");
        say(order("2026-01-04T15:00:00Z", cups(1, latte)));
        say(order("2026-01-04T14:59:59Z", cups(1, latte)));
        OrderPlaced order = order("2026-01-04T14:00:00Z", cups(1, latte));
        say(order);
        say(cancel(order));

        assertThat(bestAfter(day(5), last(5))).containsExactly("late 1");
        assertThat(best("/2026-01-04")).containsExactly("late 1");
    }

    @Test
    void putsAsideWhatItCannotReadAndTakesTheRest() {
        String latte = menu("rest");
        int before = deadLetters(ORDERS).size();
        say(order("2026-01-06T12:00:00+09:00", cups(1, latte)));
        say(ORDERS, "coffee.order.placed.v1", "{\"orderNo\":".getBytes(UTF_8));
        say(ORDERS, "coffee.order.placed.v9", "{}".getBytes(UTF_8));
        say(ORDERS, null, new byte[] {(byte) 0xff});
        say(order("2026-01-06T12:00:00+09:00", cups(1, latte)));

        assertThat(bestAfter(day(6), last(6))).containsExactly("rest 2");
        List<ConsumerRecord<byte[], byte[]>> letters = deadLetters(ORDERS);
        assertThat(letters).hasSize(before + 3);
        ConsumerRecord<byte[], byte[]> first = letters.get(before);
        assertThat(first.value()).isEqualTo("{\"orderNo\":".getBytes(UTF_8));
        assertThat(header(first, "ce_type")).isEqualTo("coffee.order.placed.v1");
        assertThat(header(first, "dlt_reason")).startsWith("not a coffee.order.placed.v1");
        assertThat(header(first, "dlt_topic")).endsWith(ORDERS);
        assertThat(header(first, "dlt_offset")).matches("\\d+");
    }

    @Test
    void putsAsideWhatItsTablesCannotHoldAndTakesTheRest() {
        String latte = menu("held");
        int before = deadLetters(ORDERS).size();
        say(order("2026-01-07T12:00:00+09:00", cups(1, latte)));
        say(order("+99999-01-01T00:00:00+09:00", cups(1, latte)));
        say(order("2026-01-07T12:00:00+09:00", cups(1, "MENU-1")));
        OrderPlaced order = order("2026-01-07T12:00:00+09:00", cups(1, latte));
        say(new OrderPlaced(
                "ORD-" + "1".repeat(80), order.customerId(), 4200, 4200, 4200, order.orderDt(), order.menus()));
        say(cancel(order, "+99999-01-01T00:00:00+09:00"));
        say(order);

        assertThat(bestAfter(day(7), last(7))).containsExactly("held 2");
        assertThat(deadLetters(ORDERS)).hasSize(before + 4);
    }

    /** Compressed it is small, and Kafka takes it. */
    @Test
    void tellsOnlyOfWhatIsTooLargeToBePutAside() {
        String latte = menu("large");
        int before = deadLetters(ORDERS).size();
        say(ORDERS, "coffee.order.placed.v1", new byte[3 << 20]);
        say(order("2026-01-08T12:00:00+09:00", cups(1, latte)));

        assertThat(bestAfter(day(8), last(8))).containsExactly("large 1");
        ConsumerRecord<byte[], byte[]> letter = deadLetters(ORDERS).get(before);
        assertThat(letter.value()).isNull();
        assertThat(header(letter, "dlt_reason")).startsWith("too large to be kept here: larger than any event of ours");
        assertThat(header(letter, "dlt_topic")).endsWith(ORDERS);
        assertThat(header(letter, "dlt_offset")).matches("\\d+");
    }

    /** Kept, they would make a letter that can be sent as little as its record, and the intake would stand still. */
    @Test
    void tellsOnlyOfWhatItsHeadersMakeTooLargeToBePutAside() {
        String latte = menu("laden");
        int before = deadLetters(ORDERS).size();
        say(ORDERS, "coffee.order.placed.v1", new byte[] {'{'}, new RecordHeader("foreign", new byte[3 << 20]));
        say(order("2026-01-09T12:00:00+09:00", cups(1, latte)));

        assertThat(bestAfter(day(9), last(9))).containsExactly("laden 1");
        ConsumerRecord<byte[], byte[]> letter = deadLetters(ORDERS).get(before);
        assertThat(letter.value()).isNull();
        assertThat(letter.headers().lastHeader("foreign")).isNull();
        assertThat(header(letter, "dlt_reason")).startsWith("too large to be kept here: not a coffee.order.placed.v1");
    }

    /** Reckoned in the shop's zone, this instant is beyond all instants. */
    @Test
    void putsAsideATimeThatIsNoDayOfTheShop() {
        int before = deadLetters(ORDERS).size();
        say(order("+999999999-12-31T23:59:59-18:00", cups(1, menu("timeless"))));

        await().until(() -> deadLetters(ORDERS).size() == before + 1);
    }

    @Test
    void putsAsideAMenuThatItsTableCannotHold() {
        String id = menu("fits");
        int before = deadLetters(MENUS).size();
        say(menu(id, 2, "x".repeat(201), true));
        menu("after it");

        await().untilAsserted(() -> assertThat(deadLetters(MENUS)).hasSize(before + 1));
        assertThat(get("/display/menu/" + id).body()).contains("fits");
    }

    /** The database would not refuse it but hang up, which is what a database does that is away. */
    @Test
    void putsAsideAMenuThatNoStatementCanHold() {
        String id = menu("can be said");
        int before = deadLetters(MENUS).size();
        say(menu(id, 2, "x".repeat(24 << 20), true));
        menu("after it");

        await().untilAsserted(() -> assertThat(deadLetters(MENUS)).hasSize(before + 1));
        assertThat(header(deadLetters(MENUS).getLast(), "dlt_reason")).contains("larger than any event of ours");
        assertThat(get("/display/menu/" + id).body()).contains("can be said");
    }

    @Test
    void passesOverATombstoneAndKeepsTheMenu() {
        String id = menu("kept");
        double skipped = metric("coffee.intake.events?tag=outcome:skipped");
        say(MENUS, null, null);

        await().until(() -> metric("coffee.intake.events?tag=outcome:skipped") == skipped + 1);
        assertThat(get("/display/menu/" + id).statusCode()).isEqualTo(200);
    }

    @Test
    void passesOverTypesItDoesNotKnow() {
        int before = deadLetters(ORDERS).size();
        double skipped = metric("coffee.intake.events?tag=outcome:skipped");
        say(ORDERS, "coffee.cup.washed.v1", new byte[] {1});

        await().until(() -> metric("coffee.intake.events?tag=outcome:skipped") == skipped + 1);
        assertThat(deadLetters(ORDERS)).hasSize(before);
    }

    /** How many partitions it has, and what was set for it alone: all else is as the broker has it. */
    private String made(Admin admin, String topic) throws Exception {
        String name = prefixed(topic);
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        Map<String, String> settings = new TreeMap<>();
        requireNonNull(admin.describeConfigs(List.of(resource)).all().get().get(resource)).entries().stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .forEach(entry -> settings.put(entry.name(), entry.value()));
        int partitions = requireNonNull(admin.describeTopics(List.of(name))
                        .allTopicNames()
                        .get()
                        .get(name))
                .partitions()
                .size();
        return partitions + " partitions, " + settings;
    }

    private String nameOf(String menuId) {
        return read(get("/display/menu/" + menuId).body()).get("menuNm").asString();
    }

    private static LocalDate day(int ofJanuary) {
        return LocalDate.of(2026, 1, ofJanuary);
    }

    /** The name of a new menu, ordered once on that day after all that was said before. */
    private String last(int ofJanuary) {
        String name = "last" + newOrderNo();
        say(order(day(ofJanuary) + "T12:00:00+09:00", cups(1, menu(name))));
        return name;
    }
}
