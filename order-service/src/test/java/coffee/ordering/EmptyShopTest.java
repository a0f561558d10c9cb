package coffee.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Without the demo data a shop begins with nothing, and can be opened all the same. */
@TestPropertySource(properties = "coffee.demo-data=false")
class EmptyShopTest extends OrderServiceTest {

    @Test
    void beginsWithItsFirstMenuAndItsFirstCustomer() {
        assertThat(shop.staffGet("/admin/menu").json()).isEmpty();

        String menuId = shop.staffPost("/admin/menu", """
                        {"menuNm":"라떼","menuPrice":5000,"useYn":"Y","products":[{"productId":"PROD-00000001","productNm":"라떼"}]}""").text("menuId");
        String customerId = shop.post("/customer", "{}").text("customerId");

        assertThat(menuId).isEqualTo("MENU-00000001");
        assertThat(customerId).isEqualTo("CUST-00000001");
        assertThat(shop.order(customerId, menuId, 1).text("orderNo")).isEqualTo("ORD-00000001");
    }
}
