package coffee.system;

import static coffee.system.Part.DISPLAY;
import static coffee.system.Part.ORDER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What a customer lives through when everything works. */
@ExtendWith(SharedCoffee.class)
class CustomerIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long GIFT = 10_000;
    private static final String UNKNOWN_CUSTOMER = "CUST-99999999";

    private final CoffeeSystem coffee;
    private final Staff staff;

    CustomerIT(CoffeeSystem coffee) {
        this.coffee = coffee;
        this.staff = new Staff(coffee);
    }

    @Test
    void registersAndIsGivenPointsThatExpireAtTheEndOfNextYear() {
        Reply registered = coffee.http(ORDER).post("/customer", "{}");
        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.json().get("point").longValue()).isEqualTo(GIFT);

        Guest guest = new Guest(
                coffee, coffee.counter(), registered.json().get("customerId").asString());
        assertThat(guest.statement()).singleElement().satisfies(gift -> {
            assertThat(gift.get("point").longValue()).isEqualTo(GIFT);
            assertThat(gift.get("pointTypeCode").asString()).isEqualTo("SAVE");
            assertThat(gift.get("pointTypeName").asString()).isEqualTo("적립");
            assertThat(gift.get("remark").asString()).isEqualTo("첫 가입 감사 포인트");
            assertThat(gift.get("expDate").asString())
                    .isEqualTo(LocalDate.now(ZoneId.of("Asia/Seoul")).getYear() + 1 + "1231");
        });
        assertThat(coffee.counter().register(guest.id()).status()).isEqualTo(409);
        assertThat(guest.points()).isEqualTo(GIFT);
    }

    @Test
    void chargesAndOrdersAndReadsOnTheStatementWhereThePointsWent() {
        String latte = staff.sell("라떼", 4_800);
        Guest guest = Guest.of(coffee);

        JsonNode charged = guest.charge(20_000).json();
        assertThat(charged.get("beforeChargePoint").longValue()).isEqualTo(GIFT);
        assertThat(charged.get("afterChargePoint").longValue()).isEqualTo(30_000);
        JsonNode order = guest.order(latte, 3, "three lattes").json();
        assertThat(order.get("orderPrice").longValue()).isEqualTo(14_400);
        assertThat(order.get("usePoint").longValue()).isEqualTo(14_400);

        List<JsonNode> lines = guest.statement().toList();
        assertThat(lines.stream().map(line -> line.get("pointTypeCode").asString()))
                .containsExactly("SAVE", "CHARGE", "USE");
        long balance = 0;
        for (JsonNode line : lines) {
            balance += line.get("point").longValue();
            assertThat(line.get("balanceAfter").longValue()).isEqualTo(balance);
        }
        assertThat(guest.points()).isEqualTo(15_600).isEqualTo(balance);
        assertThat(lines.getLast().get("orderNo")).isEqualTo(order.get("orderNo"));
    }

    @Test
    void keepsTheOldPriceOnTheOldOrderAndSeesTheNewOneOnTheBoard() {
        String tea = staff.sell("홍차", 3_000);
        Guest guest = Guest.of(coffee).withPoints(100_000);
        String before = guest.buy(tea);

        staff.change(tea, "얼그레이", 3_700);

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode shown = coffee.http(DISPLAY).get("/display/menu/" + tea).json();
            assertThat(shown.get("menuNm").asString()).isEqualTo("얼그레이");
            assertThat(shown.get("menuPrice").longValue()).isEqualTo(3_700);
        });
        await().atMost(SOON)
                .until(() -> guest.order(tea).json().get("orderPrice").longValue() == 3_700);
        JsonNode old = coffee.http(ORDER).get("/order/" + before).json();
        assertThat(old.get("orderPrice").longValue()).isEqualTo(3_000);
        assertThat(old.at("/orderMenu/0/menuNm").asString()).isEqualTo("홍차");
        assertThat(old.at("/orderMenu/0/menuPrice").longValue()).isEqualTo(3_000);
    }

    @Test
    void hasTooFewPointsAndChargesAndOrdersUnderANewKey() {
        String cake = staff.sell("케이크", 6_000);
        Guest guest = Guest.of(coffee);

        Reply refused = guest.order(cake, 2, "two cakes");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("code").asString()).isEqualTo("NO_POINT");
        assertThat(refused.json().get("shortage").longValue()).isEqualTo(2_000);
        guest.withPoints(2_000);

        Reply stillRefused = guest.order(cake, 2, "two cakes");
        assertThat(stillRefused.status()).isEqualTo(409);
        assertThat(stillRefused.body()).isEqualTo(refused.body());
        assertThat(stillRefused.header("Idempotent-Replayed")).contains("true");
        assertThat(guest.order(cake, 2, "two cakes, charged").status()).isEqualTo(200);
        assertThat(guest.points()).isZero();
    }

    @Test
    void hearsNoAnswerAndAsksAgainAndHasOrderedOnce() throws IOException {
        String mocha = staff.sell("모카", 4_900);
        Guest guest = Guest.of(coffee);
        orderAndHangUp(guest, mocha, "one mocha");

        Reply answer = guest.order(mocha, 1, "one mocha");
        Reply again = guest.order(mocha, 1, "one mocha");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(answer.body());
        assertThat(again.header("Idempotent-Replayed")).contains("true");
        assertThat(guest.order(mocha, 2, "one mocha").status()).isEqualTo(422);
        assertThat(guest.orders())
                .singleElement()
                .satisfies(order ->
                        assertThat(order.get("orderNo")).isEqualTo(answer.json().get("orderNo")));
        assertThat(guest.points()).isEqualTo(GIFT - 4_900);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(coffee.board().orderCount(mocha)).isEqualTo(1));
    }

    /** The whole request is sent, and what comes back is not waited for. */
    private void orderAndHangUp(Guest guest, String menuId, String key) throws IOException {
        byte[] body = guest.wish(menuId, 1).getBytes(UTF_8);
        String head = """
                POST /order HTTP/1.1
                Host: localhost
                Content-Type: application/json
                Content-Length: %d
                Idempotency-Key: %s

                """.formatted(body.length, key).replace("\n", "\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), coffee.port(ORDER))) {
            socket.getOutputStream().write(head.getBytes(UTF_8));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
        }
        await().atMost(SOON).until(() -> guest.orders().count() == 1);
    }

    @Test
    void cancelsAndGetsThePointsBackAndIsCountedNoMore() {
        String juice = staff.sell("주스", 5_500);
        Guest guest = Guest.of(coffee);
        String kept = guest.buy(juice);
        guest.withPoints(10_000);
        String regretted = guest.buy(juice);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(coffee.board().orderCount(juice)).isEqualTo(2));

        Reply cancelled = guest.cancel(regretted);

        assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(200);
        assertThat(cancelled.json().get("refundPoint").longValue()).isEqualTo(5_500);
        assertThat(guest.points()).isEqualTo(GIFT + 10_000 - 5_500);
        assertThat(guest.statement()
                        .filter(line -> line.get("pointTypeCode").asString().equals("REFUND"))
                        .mapToLong(line -> line.get("point").longValue())
                        .sum())
                .isEqualTo(5_500);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(coffee.board().orderCount(juice)).isEqualTo(1));
        assertThat(coffee.http(ORDER)
                        .get("/order/" + regretted)
                        .json()
                        .get("orderStateName")
                        .asString())
                .isEqualTo("주문취소");
        assertThat(coffee.http(ORDER)
                        .get("/order/" + kept)
                        .json()
                        .get("orderStateName")
                        .asString())
                .isEqualTo("주문완료");
        assertThat(guest.cancel(regretted).json().get("code").asString()).isEqualTo("NOT_CANCELLABLE");
    }

    @Test
    void doesNotFindAMenuAnyMoreThatIsHiddenAndThreeOthersSellBest() {
        String favourite = staff.sell("인기 메뉴", 200);
        List<String> others = List.of(staff.sell("쿠키", 300), staff.sell("빵", 300), staff.sell("물", 300));
        Guest guest = Guest.of(coffee).withPoints(100_000);
        others.forEach(guest::buy);
        for (int order = 0; order < 30; order++) {
            guest.buy(favourite);
        }
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(shown("/display/best").getFirst()).isEqualTo(favourite));

        staff.hide(favourite, "인기 메뉴", 200);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(shown("/display/menu")).doesNotContain(favourite));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(shown("/display/best")).hasSize(3).doesNotContain(favourite));
        assertThat(coffee.http(DISPLAY).get("/display/menu/" + favourite).status())
                .isEqualTo(404);
        await().atMost(SOON).until(() -> guest.order(favourite).status() == 409);
        assertThat(guest.order(favourite).json().get("code").asString()).isEqualTo("MENU_NOT_ON_SALE");

        staff.change(favourite, "인기 메뉴", 200);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(shown("/display/best").getFirst()).isEqualTo(favourite));
    }

    @Test
    void turnsThePagesOfOrdersAndStatementBackToTheFirst() {
        String water = staff.sell("탄산수", 200);
        Guest guest = Guest.of(coffee);
        List<String> bought = IntStream.range(0, 25)
                .mapToObj(order -> guest.buy(water))
                .toList()
                .reversed();

        String orders = "/order?customerId=" + guest.id();
        List<String> newest = told(orders, "orderNo");
        assertThat(newest).isEqualTo(bought.subList(0, 20));
        List<String> older = told(orders + "&before=" + newest.getLast(), "orderNo");
        assertThat(older).isEqualTo(bought.subList(20, 25));
        assertThat(told(orders + "&before=" + older.getLast(), "orderNo")).isEmpty();

        JsonNode account = coffee.http(ORDER)
                .get("/point/" + guest.id() + "?before=4")
                .json()
                .get(0);
        assertThat(account.get("pointDetail")
                        .valueStream()
                        .map(line -> line.get("pointTypeCode").asString()))
                .containsExactly("SAVE", "USE", "USE");
        assertThat(account.get("point").longValue()).isEqualTo(GIFT - 5_000);
    }

    /** Twenty cups in two lines of one order, against one cup in each of two orders. */
    @Test
    void findsByOrdersByCupsAndByDayWhatSellsBest() {
        String often = staff.sell("자주", 200);
        String much = staff.sell("많이", 200);
        Guest guest = Guest.of(coffee);
        guest.buy(often);
        guest.buy(often);
        Reply twice = coffee.http(ORDER).post("/order", """
                {"customerId":"%1$s","menuList":[{"menuId":"%2$s","qy":15},{"menuId":"%2$s","qy":5}]}\
                """.formatted(guest.id(), much));
        assertThat(twice.json().get("orderPrice").longValue()).isEqualTo(4_000);
        assertThat(guest.orders().findFirst().orElseThrow().get("orderMenu"))
                .singleElement()
                .satisfies(line -> assertThat(line.get("qy").intValue()).isEqualTo(20));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(List.of(
                                coffee.board().orderCount(often), coffee.board().orderCount(much)))
                        .containsExactly(2L, 1L));

        assertThat(shown("/display/best?days=1&limit=50")).containsSubsequence(often, much);
        assertThat(shown("/display/best?days=1&limit=50&by=qy")).containsSubsequence(much, often);
        String day = guest.orders()
                .findFirst()
                .orElseThrow()
                .get("orderDt")
                .asString()
                .substring(0, "2026-11-27".length());
        assertThat(shown("/display/best/" + day + "?limit=50")).contains(much);
        assertThat(shown("/display/best/2020-02-29")).isEmpty();
    }

    @Test
    void isSentABoardThatItKnowsOnlyOnceMoreWhenItHasChanged() {
        String syrup = staff.sell("시럽", 500);
        Reply first = coffee.http(DISPLAY).get("/display/menu");
        String tag = first.header("ETag").orElseThrow();
        assertThat(coffee.http(DISPLAY)
                        .get("/display/menu", "If-None-Match", tag)
                        .status())
                .isEqualTo(304);

        staff.change(syrup, "시럽", 600);

        await().atMost(SOON)
                .until(() -> coffee.http(DISPLAY)
                                .get("/display/menu", "If-None-Match", tag)
                                .status()
                        == 200);
    }

    @Test
    void isToldWhatIsWrongInKoreanAndInEnglish() {
        String coffeeOfTheDay = staff.sell("오늘의 커피", 7_000);
        Guest guest = Guest.of(coffee);

        Reply korean = coffee.http(ORDER).post("/order", guest.wish(coffeeOfTheDay, 2));
        Reply english = coffee.http(ORDER).post("/order", guest.wish(coffeeOfTheDay, 2), "Accept-Language", "en");

        assertThat(List.of(korean, english)).allSatisfy(refused -> {
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.header("Content-Type")).contains("application/problem+json");
        });
        assertThat(korean.json().get("detail").asString()).isEqualTo("4000 포인트가 부족합니다. 포인트 충전 후 다시 이용해주세요");
        assertThat(english.json().get("detail").asString())
                .isEqualTo("4000 points are missing. Charge points and try again.");
        assertThat(coffee.http(ORDER)
                        .get("/point/" + UNKNOWN_CUSTOMER)
                        .json()
                        .get("detail")
                        .asString())
                .isEqualTo("해당 고객 정보 이/가 존재하지 않습니다.");
    }

    private List<String> shown(String path) {
        return each(coffee.http(DISPLAY).get(path), "menuId");
    }

    private List<String> told(String path, String field) {
        return each(coffee.http(ORDER).get(path), field);
    }

    private static List<String> each(Reply reply, String field) {
        return reply.json()
                .valueStream()
                .map(line -> line.get(field).asString())
                .toList();
    }
}
