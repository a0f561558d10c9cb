package coffee.ordering.shared;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.ordering.OrderServiceTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApiDescriptionTest extends OrderServiceTest {

    @Test
    void describesEveryDoorWithItsProblemsAndHeaders() {
        JsonNode api = shop.get("/v3/api-docs").json();

        assertThat(api.get("paths").propertyNames())
                .contains("/point", "/point/{customerId}", "/order", "/order/{orderNo}", "/order/{orderNo}/cancel");
        JsonNode order = api.at("/paths/~1order/post");
        assertThat(order.at("/parameters/0/name").asString()).isEqualTo("Idempotency-Key");
        assertThat(order.get("responses").propertyNames())
                .contains("200", "400", "404", "406", "409", "413", "415", "422", "503");
        assertThat(order.at("/responses/409/content/application~1problem+json/examples")
                        .propertyNames())
                .containsExactlyInAnyOrder("NO_POINT", "MENU_NOT_ON_SALE");
        assertThat(order.at("/responses/200/content/application~1json/schema/$ref")
                        .asString())
                .endsWith("/OrderResponse");
        assertThat(order.at("/responses/200/headers").propertyNames()).contains("Idempotent-Replayed");
    }

    @Test
    void showsItAsAPage() {
        assertThat(shop.get("/swagger-ui/index.html").body()).contains("swagger-ui");
    }

    @Test
    void closesTheStaffsDoorsToEverybodyElse() {
        assertThat(shop.get("/admin/menu").text("code")).isEqualTo("UNAUTHORIZED");
        assertThat(shop.get("/actuator/prometheus").status()).isEqualTo(401);
        assertThat(shop.get("/actuator/health/liveness").status()).isEqualTo(200);
    }
}
