package coffee.ordering.contracts;

import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.ordering.OrderServiceTest;
import coffee.ordering.Shop;
import coffee.ordering.Shop.Line;
import io.restassured.RestAssured;
import io.restassured.config.RestAssuredConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The real service, in the state that the contracts speak of: the demo shop at noon of a fixed day, and what was ordered in it. */
@Import(OpenedShop.FixedClock.class)
abstract class OpenedShop extends OrderServiceTest {

    private static final List<Line> TWO_MENUS =
            List.of(new Line(Shop.ICED_AMERICANO, 1), new Line(Shop.HOT_AMERICANO, 2));

    /** So that contracts can say what time it is. */
    @TestConfiguration(proxyBeanMethods = false)
    static class FixedClock {

        @Bean
        @Primary
        Clock fixedClock() {
            return Clock.fixed(Instant.parse("2026-11-21T03:00:00Z"), ZoneOffset.UTC);
        }
    }

    @BeforeEach
    void open(@LocalServerPort int port) {
        RestAssured.baseURI = "http://127.0.0.1:" + port;
        // Contracts say what is sent, to the letter.
        RestAssured.config = RestAssuredConfig.config()
                .encoderConfig(encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false));
        if (shop.get("/order/ORD-00000001").status() == 404) {
            prepare();
        }
    }

    private void prepare() {
        done(shop.charge("CUST-00000001", 20_000));
        done(shop.order("CUST-00000001", TWO_MENUS, "Idempotency-Key", "order-1"));
        done(shop.order("CUST-00000002", Shop.ICED_AMERICANO, 1));
        done(shop.cancel("ORD-00000002", "Idempotency-Key", "cancel-2"));
        done(shop.order("CUST-00000003", Shop.ICED_AMERICANO, 2));
        done(shop.charge("CUST-00000005", 5_000, "Idempotency-Key", "charge-5"));
        done(shop.staffPut("/admin/menu/MENU-00000005", """
            {"menuNm":"모닝세트1","menuPrice":4900,"useYn":"Y","products":[
             {"productId":"PROD-00000002","productNm":"핫 아메리카노"},{"productId":"PROD-00000005","productNm":"베이글"}]}\
            """));
        await().atMost(Duration.ofSeconds(40))
                .until(() ->
                        shop.staffGet("/admin/outbox").json().get("highest").isNull());
    }

    private static void done(Shop.Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }
}
