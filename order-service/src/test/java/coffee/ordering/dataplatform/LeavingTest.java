package coffee.ordering.dataplatform;

import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.ordering.Instance;
import coffee.ordering.OrderServiceTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An instance that stops while many orders wait for their turn with a slow data platform. */
class LeavingTest extends OrderServiceTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void whoeverStillWaitsForItsTurnIsLeftToTheOthers() {
        shop.charge("CUST-00000009", 2_000_000);
        for (int order = 1; order <= 400; order++) {
            assertThat(shop.order("CUST-00000009", ICED_AMERICANO, 1).status()).isEqualTo(200);
        }
        try (Platform platform = new Platform()) {
            platform.become("slow", 20);
            Map<String, String> properties = new HashMap<>(servers.springProperties());
            properties.put("coffee.data-platform.url", platform.url());
            properties.put("coffee.data-platform.calls-at-once", "1");
            long before;
            try (Instance _ = Instance.with(properties)) {
                await().atMost(LONG).until(() -> platform.calls() >= 2);
                before = platform.calls();
            }

            assertThat(before).isLessThan(300);
            // Two seconds are left to the last calls: for almost a hundred of them, if those who wait took their turns.
            assertThat(platform.calls()).isLessThanOrEqualTo(before + 60);
        }
    }
}
