package coffee.ordering;

import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.ordering.Shop.Reply;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shop as everybody meets it first: what is in it, what its words are, and in which language it refuses. */
class DemoShopTest extends OrderServiceTest {

    private static final String HANGUL = "\\p{IsHangul}";

    @Test
    void opensWithFiveMenusOnSaleAndOneHidden() {
        List<String> menus = shop.staffGet("/admin/menu")
                .rows()
                .map(menu -> String.join(
                        " ",
                        menu.get("menuId").asString(),
                        menu.get("menuNm").asString(),
                        menu.get("menuPrice").asString(),
                        menu.get("useYn").asString(),
                        Integer.toString(menu.get("products").size())))
                .toList();

        assertThat(menus)
                .startsWith(
                        "MENU-00000001 아이스 아메리카노 4200 Y 1",
                        "MENU-00000002 핫 아메리카노 4200 Y 1",
                        "MENU-00000003 핫 초코 4500 Y 1",
                        "MENU-00000004 아이스 초코 4500 Y 1",
                        "MENU-00000005 모닝세트1 4500 Y 2")
                .hasSize(6);
        assertThat(menus.getLast()).startsWith("MENU-00000006 ").contains(" N ");
    }

    @Test
    void opensWithTenCustomersAndAGiftForEach() {
        IntStream.rangeClosed(2, 10)
                .forEach(number ->
                        assertThat(shop.points("CUST-%08d".formatted(number))).isEqualTo(10_000));
        assertThat(shop.get("/point/CUST-00000011").status()).isEqualTo(404);
    }

    @Test
    void callsEveryKindOfChangeByItsName() {
        shop.charge("CUST-00000001", 1_000);
        String orderNo = shop.order("CUST-00000001", ICED_AMERICANO, 1).text("orderNo");
        shop.cancel(orderNo);
        jdbc.sql("UPDATE point_lot SET expires_on = '2020-12-31' WHERE customer_id = 1")
                .update();
        shop.charge("CUST-00000001", 100);

        List<JsonNode> lines = shop.get("/point/CUST-00000001")
                .json()
                .at("/0/pointDetail")
                .valueStream()
                .toList();
        assertThat(lines.stream()
                        .map(line -> line.get("pointTypeCode").asString() + " "
                                + line.get("pointTypeName").asString() + " "
                                + line.get("point").asString()))
                .containsExactly(
                        "SAVE 적립 10000",
                        "CHARGE 충전 1000",
                        "USE 사용 -4200",
                        "REFUND 환불 4200",
                        "EXPIRE 소멸 -10000",
                        "CHARGE 충전 100");
        assertThat(lines.stream().map(line -> line.get("entryNo").intValue())).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(lines.get(2).get("orderNo").asString()).isEqualTo(orderNo);
        assertThat(lines.get(3).get("orderNo").asString()).isEqualTo(orderNo);
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.get("entryDt").asString()).endsWith("+09:00"));
    }

    @Test
    void showsEveryFieldOfAnOrderBeforeAndAfterItsCancel() {
        String orderNo = shop.order("CUST-00000002", ICED_AMERICANO, 2).text("orderNo");
        JsonNode order = shop.get("/order/" + orderNo).json();
        shop.cancel(orderNo);
        JsonNode cancelled = shop.get("/order/" + orderNo).json();

        assertThat(order.get("orderNo").asString()).isEqualTo(orderNo);
        assertThat(order.get("customerId").asString()).isEqualTo("CUST-00000002");
        assertThat(order.get("orderPrice").longValue()).isEqualTo(8_400);
        assertThat(order.get("payPrice").longValue()).isEqualTo(8_400);
        assertThat(order.get("usePoint").longValue()).isEqualTo(8_400);
        assertThat(order.get("orderStateCode").asString()
                        + order.get("orderStateName").asString())
                .isEqualTo("COMPLETE주문완료");
        assertThat(cancelled.get("orderStateCode").asString()
                        + cancelled.get("orderStateName").asString())
                .isEqualTo("CANCEL주문취소");
        assertThat(cancelled.get("orderDt")).isEqualTo(order.get("orderDt"));
        assertThat(cancelled.get("orderMenu")).isEqualTo(order.get("orderMenu"));
        assertThat(shop.get("/order?customerId=CUST-00000002").json().get(0)).isEqualTo(cancelled);
    }

    @Test
    void saysWhatIsMissingInTheWordsOfTheContract() {
        assertThat(shop.get("/point/CUST-00000099").text("detail")).isEqualTo("해당 고객 정보 이/가 존재하지 않습니다.");
        assertThat(shop.get("/order/ORD-99999999").text("detail")).isEqualTo("해당 주문 정보 이/가 존재하지 않습니다.");
        assertThat(shop.order("CUST-00000003", "MENU-00000099", 1).text("detail"))
                .isEqualTo("해당 메뉴 정보 이/가 존재하지 않습니다.");
        assertThat(shop.get("/order/ORD-99999999", "Accept-Language", "en").text("detail"))
                .isEqualTo("There is no such order.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "en",
                "EN",
                "en-GB",
                "en-US,ko;q=0.5",
                "ko;q=0.1,en;q=0.9",
                "fr,en",
                "de-CH,en;q=0.1",
                "ko;q=0,en"
            })
    void speaksEnglishToThoseWhoPreferIt(String wishes) {
        assertThat(refusalTo(wishes)).doesNotContainPattern(HANGUL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ko",
                "ko-KR",
                "ja",
                "*",
                "en;q=0",
                "ko,en",
                "en;q=0.5,ko",
                "fr;q=1",
                "",
                "en;q=abc",
                "!!!",
                "english",
                "-en",
                "x-en"
            })
    void speaksKoreanToEverybodyElse(String wishes) {
        assertThat(refusalTo(wishes)).containsPattern(HANGUL);
    }

    private String refusalTo(String wishes) {
        Reply refused = shop.charge("CUST-00000004", 1, "Accept-Language", wishes);
        return refused.text("title")
                + refused.text("detail")
                + refused.json().at("/errors/0/message").asString();
    }

    /** As the page's examples show them, which are made as the real ones are. */
    @Test
    void hasEveryProblemInBothLanguages() {
        JsonNode page = JsonMapper.shared().readTree(shop.get("/v3/api-docs").body());

        assertThat(page.findValues("application/problem+json"))
                .flatExtracting(problem -> problem.get("examples").valueStream().toList())
                .isNotEmpty()
                .allSatisfy(example -> {
                    assertThat(example.at("/value/title").asString()).containsPattern(HANGUL);
                    assertThat(example.at("/value/detail").asString()).containsPattern(HANGUL);
                    assertThat(example.get("summary").asString()).isNotBlank().doesNotContainPattern(HANGUL);
                });
    }
}
