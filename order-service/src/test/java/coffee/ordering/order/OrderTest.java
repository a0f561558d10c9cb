package coffee.ordering.order;

import static coffee.ordering.Shop.HIDDEN;
import static coffee.ordering.Shop.HOT_AMERICANO;
import static coffee.ordering.Shop.HOT_CHOCOLATE;
import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.ordering.OrderServiceTest;
import coffee.ordering.Shop.Line;
import coffee.ordering.Shop.Reply;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrderTest extends OrderServiceTest {

    @Test
    void takesPricesFromTheMenuAndPaysWithPoints() {
        shop.charge("CUST-00000001", 20_000);

        Reply order = shop.order("CUST-00000001", List.of(new Line(ICED_AMERICANO, 1), new Line(HOT_AMERICANO, 2)));

        assertThat(order.status()).isEqualTo(200);
        assertThat(order.text("orderNo")).matches("ORD-\\d{8}");
        assertThat(order.number("orderPrice")).isEqualTo(12_600);
        assertThat(order.number("usePoint")).isEqualTo(12_600);
        assertThat(shop.points("CUST-00000001")).isEqualTo(17_400);
    }

    @Test
    void aClientCannotNameItsOwnPrice() {
        Reply order = shop.post("/order", """
                {"customerId":"CUST-00000002","orderPrice":1,"menuList":[{"menuId":"MENU-00000001","qy":1,"menuPrice":1}]}""");

        assertThat(order.number("usePoint")).isEqualTo(4_200);
    }

    @Test
    void showsWhatWasOrderedAtThePriceOfThatMoment() {
        shop.charge("CUST-00000003", 1_000_000);
        String orderNo = shop.order("CUST-00000003", HOT_CHOCOLATE, 1).text("orderNo");
        jdbc.sql("UPDATE menu SET menu_price = 100, menu_nm = '식은 초코', version = 2 WHERE menu_id = 3")
                .update();

        await().untilAsserted(() -> assertThat(
                        shop.order("CUST-00000003", HOT_CHOCOLATE, 1).number("usePoint"))
                .isEqualTo(100));
        Reply order = shop.get("/order/" + orderNo);
        assertThat(order.status()).isEqualTo(200);
        assertThat(order.text("orderStateCode")).isEqualTo("COMPLETE");
        assertThat(order.text("orderStateName")).isEqualTo("주문완료");
        assertThat(order.text("orderDt")).endsWith("+09:00");
        assertThat(order.json().get("orderMenu").toString())
                .isEqualTo("[{\"menuId\":\"MENU-00000003\",\"menuNm\":\"핫 초코\",\"menuPrice\":4500,\"qy\":1}]");
    }

    @Test
    void theSameMenuTwiceIsOneLineWithTheSum() {
        String orderNo = shop.order("CUST-00000004", List.of(new Line(ICED_AMERICANO, 1), new Line(ICED_AMERICANO, 1)))
                .text("orderNo");

        assertThat(shop.get("/order/" + orderNo).json().get("orderMenu").size()).isEqualTo(1);
        assertThat(shop.get("/order/" + orderNo).json().at("/orderMenu/0/qy").intValue())
                .isEqualTo(2);
    }

    @Test
    void refusesAPriceAboveTheBalanceAndKeepsTheBalance() {
        Reply refused = shop.order("CUST-00000005", ICED_AMERICANO, 3);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.text("code")).isEqualTo("NO_POINT");
        assertThat(refused.number("shortage")).isEqualTo(2_600);
        assertThat(refused.text("detail")).isEqualTo("2600 포인트가 부족합니다. 포인트 충전 후 다시 이용해주세요");
        assertThat(shop.points("CUST-00000005")).isEqualTo(10_000);
        assertThat(shop.get("/order?customerId=CUST-00000005").json()).isEmpty();
    }

    @Test
    void speaksEnglishToThoseWhoPreferIt() {
        Reply refused = shop.order("CUST-00000005", ICED_AMERICANO, 3, "Accept-Language", "en-US,ko;q=0.5");

        assertThat(refused.text("detail")).isEqualTo("2600 points are missing. Charge points and try again.");
    }

    @Test
    void refusesWhatIsNotThereOrNotOnSale() {
        assertThat(shop.order("CUST-00000005", "MENU-00000099", 1).text("code")).isEqualTo("NOT_FOUND_DATA");
        assertThat(shop.order("CUST-00000005", HIDDEN, 1).text("code")).isEqualTo("MENU_NOT_ON_SALE");
        Reply nobody = shop.order("CUST-00000099", ICED_AMERICANO, 1);
        assertThat(nobody.status()).isEqualTo(404);
        assertThat(nobody.text("detail")).isEqualTo("해당 고객 정보 이/가 존재하지 않습니다.");
        assertThat(shop.get("/order/ORD-99999999").status()).isEqualTo(404);
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        Reply refused = shop.post("/order", """
                {"customerId":"CUST-5","menuList":[{"menuId":"MENU-00000001","qy":0},{"qy":1},null]}""");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo("INVALID_REQUEST");
        assertThat(refused.invalidFields())
                .containsExactly(
                        "customerId", "menuList[0].qy", "menuList[1].menuId", "menuList[2].menuId", "menuList[2].qy");
    }

    @Test
    void cancellingGivesBackWhatWasUsedOnce() {
        String orderNo = shop.order("CUST-00000006", ICED_AMERICANO, 2).text("orderNo");

        Reply cancelled = shop.cancel(orderNo);
        Reply again = shop.cancel(orderNo);

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.number("refundPoint")).isEqualTo(8_400);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("code")).isEqualTo("NOT_CANCELLABLE");
        assertThat(shop.points("CUST-00000006")).isEqualTo(10_000);
        assertThat(shop.get("/order/" + orderNo).text("orderStateCode")).isEqualTo("CANCEL");
    }

    @Test
    void listsACustomersOrdersNewestFirstInPages() {
        shop.charge("CUST-00000007", 100_000);
        List<String> placed = IntStream.range(0, 22)
                .mapToObj(i -> shop.order("CUST-00000007", ICED_AMERICANO, 1).text("orderNo"))
                .toList();

        List<String> first = orderNos(shop.get("/order?customerId=CUST-00000007"));
        List<String> second = orderNos(shop.get("/order?customerId=CUST-00000007&before=" + first.getLast()));

        assertThat(first).hasSize(20);
        assertThat(second).hasSize(2);
        assertThat(Stream.concat(first.stream(), second.stream()).toList()).isEqualTo(placed.reversed());
    }

    private static List<String> orderNos(Reply page) {
        return page.rows().map(order -> order.get("orderNo").asString()).toList();
    }
}
