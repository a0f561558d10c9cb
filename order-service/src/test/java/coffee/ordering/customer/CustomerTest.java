package coffee.ordering.customer;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.ordering.OrderServiceTest;
import coffee.ordering.Shop.Reply;
import org.junit.jupiter.api.Test;

class CustomerTest extends OrderServiceTest {

    @Test
    void anyoneBecomesACustomerWithAGiftThatLastsToTheEndOfNextYear() {
        Reply registered = shop.post("/customer", "{}");

        assertThat(registered.status()).isEqualTo(201);
        String customerId = registered.text("customerId");
        assertThat(customerId).isGreaterThan("CUST-00000010");
        assertThat(registered.number("point")).isEqualTo(10_000);
        assertThat(shop.points(customerId)).isEqualTo(10_000);
        assertThat(shop.get("/point/" + customerId)
                        .json()
                        .at("/0/pointDetail/0/expDate")
                        .asString())
                .isEqualTo(shop.get("/point/CUST-00000001")
                        .json()
                        .at("/0/pointDetail/0/expDate")
                        .asString());
    }

    @Test
    void anIdOfOnesChoiceIsGivenOnce() {
        assertThat(shop.post("/customer", "{\"customerId\":\"CUST-00000012\"}").status())
                .isEqualTo(201);

        Reply again = shop.post("/customer", "{\"customerId\":\"CUST-00000012\"}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("code")).isEqualTo("CUSTOMER_EXISTS");
        assertThat(shop.points("CUST-00000012")).isEqualTo(10_000);

        Reply next = shop.post("/customer", "{}");
        Reply afterNext = shop.post("/customer", "{}");
        assertThat(next.text("customerId")).isNotEqualTo("CUST-00000012");
        assertThat(afterNext.text("customerId")).isNotEqualTo("CUST-00000012");
    }

    @Test
    void refusesAnIdThatIsNone() {
        assertThat(shop.post("/customer", "{\"customerId\":\"me\"}").invalidFields())
                .containsExactly("customerId");
    }
}
