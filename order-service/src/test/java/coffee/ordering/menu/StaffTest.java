package coffee.ordering.menu;

import static coffee.ordering.Callers.atOnce;
import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.events.MenuChanged;
import coffee.ordering.Instance;
import coffee.ordering.OrderServiceTest;
import coffee.ordering.Shop;
import coffee.ordering.Shop.Reply;
import coffee.ordering.outbox.Listener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = OrderServiceTest.NOBODY_HANGS)
class StaffTest extends OrderServiceTest {

    private static final String LATTE = """
            {"menuNm":"라떼","menuPrice":5000,"useYn":"Y","products":[{"productId":"PROD-00000007","productNm":"라떼"}]}""";

    @Test
    void aMenuIsMadeChangedAndToldWithItsVersion() {
        Reply made = shop.staffPost("/admin/menu", LATTE);
        assertThat(made.status()).isEqualTo(201);
        String menuId = made.text("menuId");

        Reply changed = shop.staffPut("/admin/menu/" + menuId, LATTE.replace("5000", "5500"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.number("version")).isEqualTo(2);

        try (Listener listener = listenTo("menu")) {
            List<MenuChanged> told =
                    listener
                            .hear(all -> all.stream()
                                            .filter(record -> record.key().equals(menuId))
                                            .count()
                                    >= 2)
                            .stream()
                            .filter(record -> record.key().equals(menuId))
                            .map(record -> (MenuChanged) listener.read(record))
                            .toList();
            assertThat(told.stream().map(MenuChanged::menuPrice)).startsWith(5_000L, 5_500L);
            assertThat(told.stream().map(MenuChanged::version)).startsWith(1L, 2L);
        }
    }

    @Test
    void ordersSeeAChangedMenuWithinASecond() {
        String menuId = shop.staffPost("/admin/menu", LATTE).text("menuId");
        assertThat(shop.order("CUST-00000001", menuId, 1).number("orderPrice")).isEqualTo(5_000);

        shop.staffPut("/admin/menu/" + menuId, LATTE.replace("5000", "5100"));
        aSecondPasses();
        assertThat(shop.order("CUST-00000002", menuId, 1).number("orderPrice")).isEqualTo(5_100);

        shop.staffPut("/admin/menu/" + menuId, LATTE.replace("\"Y\"", "\"N\""));
        aSecondPasses();
        assertThat(shop.order("CUST-00000010", menuId, 1).body()).contains("MENU_NOT_ON_SALE");
    }

    private static void aSecondPasses() {
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
    }

    /** A refusal is final for its key. So nobody is refused from a copy of the menus, however young. */
    @Test
    void whatWasJustMadeOrPutOnSaleIsNotRefused() {
        String menuId = "";
        for (int round = 1; round <= 3; round++) {
            shop.order("CUST-00000007", ICED_AMERICANO, 100);
            menuId = shop.staffPost("/admin/menu", LATTE.replace("5000", "500")).text("menuId");
            assertThat(shop.order("CUST-00000007", menuId, 1).status()).isEqualTo(200);
        }

        shop.staffPut("/admin/menu/" + menuId, LATTE.replace("\"Y\"", "\"N\""));
        aSecondPasses();
        assertThat(shop.order("CUST-00000007", menuId, 1).text("code")).isEqualTo("MENU_NOT_ON_SALE");
        shop.staffPut("/admin/menu/" + menuId, LATTE.replace("5000", "500"));
        assertThat(shop.order("CUST-00000007", menuId, 1).status()).isEqualTo(200);
    }

    @Test
    void nobodyHasTooFewPointsForAPriceThatWasJustLowered() {
        String dear = LATTE.replace("5000", "50000");
        String menuId = shop.staffPost("/admin/menu", dear).text("menuId");
        for (int round = 1; round <= 3; round++) {
            assertThat(shop.order("CUST-00000008", menuId, 1).text("code")).isEqualTo("NO_POINT");
            shop.staffPut("/admin/menu/" + menuId, LATTE.replace("5000", "500"));
            Reply cheap = shop.order("CUST-00000008", menuId, 1);
            assertThat(cheap.status()).as(cheap.body()).isEqualTo(200);
            assertThat(cheap.number("orderPrice")).isEqualTo(500);
            shop.staffPut("/admin/menu/" + menuId, dear);
            aSecondPasses();
        }
    }

    @Test
    void everyMenuIsToldAgainOnRequest() {
        int menus = shop.staffGet("/admin/menu").json().size();
        assertThat(shop.staffPost("/admin/menu/republish", "").number("menus")).isEqualTo(menus);

        try (Listener listener = listenTo("menu")) {
            listener.hear(all -> all.stream()
                            .filter(record -> Listener.header(record, "ce_id").equals("MENU-00000005/v1"))
                            .count()
                    >= 2);
        }
    }

    @Test
    void anOldVersionIsNeverToldAfterANewOneNotEvenWhileAllAreToldAgain() {
        String menuId = shop.staffPost("/admin/menu", LATTE).text("menuId");
        long changes = 24;
        for (int round = 0; round < changes / 4; round++) {
            assertThat(atOnce(
                            8,
                            call -> call % 2 == 0
                                    ? shop.staffPut("/admin/menu/" + menuId, LATTE)
                                    : shop.staffPost("/admin/menu/republish", "")))
                    .allMatch(reply -> reply.status() == 200);
        }

        try (Listener listener = listenTo("menu")) {
            List<Long> versions = listener
                    .hear(all -> all.stream()
                                    .filter(record -> record.key().equals(menuId))
                                    .count()
                            > 2 * changes)
                    .stream()
                    .filter(record -> record.key().equals(menuId))
                    .map(record -> ((MenuChanged) listener.read(record)).version())
                    .toList();
            assertThat(versions).isSorted().startsWith(1L).endsWith(1L + changes);
        }
    }

    @Test
    void namesWhatIsWrongWithAMenu() {
        Reply refused = shop.staffPost(
                "/admin/menu",
                "{\"menuNm\":\" \",\"menuPrice\":0,\"useYn\":\"y\",\"products\":[{\"productNm\":\"\\u0000\"}]}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.invalidFields())
                .containsExactly("menuNm", "menuPrice", "useYn", "products[0].productId", "products[0].productNm");
        assertThat(shop.staffPut("/admin/menu/MENU-00000999", LATTE).status()).isEqualTo(404);
    }

    @Test
    void isForStaffOnly() {
        assertThat(shop.get("/actuator/prometheus").status()).isEqualTo(401);
        assertThat(shop.staffGet("/actuator/prometheus").status()).isEqualTo(200);
        assertThat(shop.get("/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(shop.get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(shop.post("/admin/menu", LATTE).status()).isEqualTo(401);
        assertThat(shop.get("/admin/sales?from=2026-01-01&to=2026-01-01").status())
                .isEqualTo(401);
        assertThat(shop.get("/admin/order-events", "Authorization", "Basic c3RhZmY6d3Jvbmc=")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void withoutAPasswordEachStartMakesOneUpAndPrintsIt(CapturedOutput output) {
        String first = madeUpAtAStart(output);
        String second = madeUpAtAStart(output);

        assertThat(second).isNotEqualTo(first);
    }

    /** @return the password that it printed, and that opens its doors */
    private String madeUpAtAStart(CapturedOutput output) {
        Map<String, String> properties = new HashMap<>(servers.springProperties());
        properties.put("coffee.staff-password", "");
        // As it is where nobody sets it; tests are told warnings only.
        properties.put("logging.level.coffee.ordering.shared.StaffOnly", "info");
        int before = output.length();
        try (Instance instance = Instance.with(properties)) {
            Matcher printed =
                    Pattern.compile("staff / (\\S+)").matcher(output.toString().substring(before));
            assertThat(printed.find()).isTrue();
            String password = printed.group(1);
            assertThat(menuWith(password, instance)).isEqualTo(200);
            assertThat(menuWith(Shop.STAFF_PASSWORD, instance)).isEqualTo(401);
            assertThat(menuWith("", instance)).isEqualTo(401);
            return password;
        }
    }

    private static int menuWith(String password, Instance instance) {
        return instance.shop()
                .get("/admin/menu", "Authorization", Shop.staffWith(password))
                .status();
    }

    @Test
    void salesAndPastEventsAgreeWithTheOrders() {
        String today = LocalDate.now(ZoneId.of("Asia/Seoul")).toString();
        long before = sold(today);
        String kept = shop.order("CUST-00000003", ICED_AMERICANO, 2).text("orderNo");
        String cancelled = shop.order("CUST-00000004", ICED_AMERICANO, 1).text("orderNo");
        shop.cancel(cancelled);

        assertThat(sold(today) - before).isEqualTo(1);
        JsonNode page = shop.staffGet("/admin/order-events").json();
        assertThat(page.get("next").isNull()).isTrue();
        assertThat(page.get("events")
                        .valueStream()
                        .map(event -> event.get("id").asString())
                        .filter(id -> id.startsWith(kept) || id.startsWith(cancelled)))
                .containsExactly(kept + "/placed", cancelled + "/placed", cancelled + "/cancelled");
        assertThat(asRemade(page)).containsAllEntriesOf(asSent(List.of(kept, cancelled)));
    }

    @Test
    void salesTellWhatWasCancelledApart() {
        String menuId = shop.staffPost("/admin/menu", LATTE).text("menuId");
        assertThat(shop.order("CUST-00000006", menuId, 1).status()).isEqualTo(200);
        shop.charge("CUST-00000006", 100_000);
        for (String orderNo : List.of(
                newest("CUST-00000006"), shop.order("CUST-00000006", menuId, 3).text("orderNo"))) {
            shop.cancel(orderNo);
        }
        String day = LocalDate.now(ZoneId.of("Asia/Seoul")).toString();
        String query = "/admin/sales?from=" + day + "&to=" + day;

        assertThat(shop.staffGet(query).body()).doesNotContain(menuId);
        assertThat(shop.staffGet(query + "&cancelled=Y").body())
                .contains("{\"day\":\"" + day + "\",\"menuId\":\"" + menuId
                        + "\",\"orderCnt\":0,\"cupCnt\":0,\"cancelledOrderCnt\":2,\"cancelledCupCnt\":4}");
        assertThat(shop.staffGet(query + "&cancelled=yes").invalidFields()).containsExactly("cancelled");
    }

    @Test
    void pastEventsComeInPages() {
        shop.charge("CUST-00000005", 100_000);
        for (int i = 0; i < 3; i++) {
            shop.order("CUST-00000005", ICED_AMERICANO, 1);
        }
        JsonNode first = shop.staffGet("/admin/order-events?limit=2").json();
        JsonNode second = shop.staffGet(
                        "/admin/order-events?limit=2&after=" + first.get("next").asString())
                .json();

        assertThat(first.get("newest").asString()).isEqualTo(newest("CUST-00000005"));
        assertThat(first.get("next").asString())
                .isLessThan(second.at("/events/0/data/orderNo").asString());
        assertThat(shop.staffGet("/admin/order-events?limit=0").invalidFields()).containsExactly("limit");
        assertThat(shop.staffGet("/admin/sales?from=2026-02-30&to=x").invalidFields())
                .containsExactly("from", "to");
        assertThat(shop.staffGet("/admin/sales?from=2026-02-02&to=2026-02-01").invalidFields())
                .containsExactly("to");
    }

    private String newest(String customerId) {
        return shop.get("/order?customerId=" + customerId)
                .json()
                .at("/0/orderNo")
                .asString();
    }

    private long sold(String day) {
        return shop.staffGet("/admin/sales?from=" + day + "&to=" + day)
                .rows()
                .filter(sold -> sold.get("menuId").asString().equals(ICED_AMERICANO))
                .mapToLong(sold -> sold.get("orderCnt").longValue())
                .sum();
    }

    private static Map<String, String> asRemade(JsonNode page) {
        return page.get("events")
                .valueStream()
                .collect(Collectors.toMap(
                        event -> event.get("id").asString(),
                        event -> event.get("type").asString() + event.get("data"),
                        (one, same) -> one,
                        TreeMap::new));
    }

    private Map<String, String> asSent(List<String> orderNos) {
        try (Listener listener = listenTo("order-menu")) {
            return listener
                    .hear(all -> all.stream()
                                    .filter(record -> orderNos.contains(record.key()))
                                    .count()
                            >= 3)
                    .stream()
                    .filter(record -> orderNos.contains(record.key()))
                    .collect(Collectors.toMap(
                            record -> Listener.header(record, "ce_id"),
                            record -> Listener.header(record, "ce_type")
                                    + new String(record.value(), StandardCharsets.UTF_8),
                            (one, same) -> one,
                            TreeMap::new));
        }
    }

    private Listener listenTo(String topic) {
        return new Listener(servers.bootstrapServers(), servers.topicPrefix() + topic);
    }
}
