package coffee.ordering.dataplatform;

import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.ordering.Instance;
import coffee.ordering.OrderServiceTest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An instance that stops while many orders wait for their turn with a slow data platform. */
class LeavingTest extends OrderServiceTest {

    @Test
    void whoeverStillWaitsForItsTurnIsLeftToTheOthers() {
        try (Platform platform = new Platform()) {
            platform.become("slow", 400);
            Map<String, String> properties = new HashMap<>(servers.springProperties());
            properties.put("coffee.data-platform.url", platform.url());
            properties.put("coffee.data-platform.calls-at-once", "1");
            long before;
            try (Instance _ = Instance.with(properties)) {
                for (int customer = 1; customer <= 9; customer++) {
                    assertThat(shop.order("CUST-0000000" + customer, ICED_AMERICANO, 1)
                                    .status())
                            .isEqualTo(200);
                }
                await().until(() -> platform.calls() >= 2);
                before = platform.calls();
            }

            assertThat(platform.calls()).isLessThanOrEqualTo(before + 2);
        }
    }
}
