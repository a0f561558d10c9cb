package coffee.ordering.dataplatform;

import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.ordering.Instance;
import coffee.ordering.OrderServiceTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;

/** An instance that stops while many orders wait for their turn with a slow data platform. */
class LeavingTest extends OrderServiceTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private static final Platform platform = new Platform();
    private static long callsBefore;

    @AfterAll
    static void close() {
        platform.close();
    }

    @Test
    void whoeverStillWaitsForItsTurnIsLeftToTheOthers() {
        shop.charge("CUST-00000009", 2_000_000);
        for (int order = 1; order <= 400; order++) {
            assertThat(shop.order("CUST-00000009", ICED_AMERICANO, 1).status()).isEqualTo(200);
        }
        platform.become("slow", 20);
        Map<String, String> properties = new HashMap<>(servers.springProperties());
        properties.put("coffee.data-platform.url", platform.url());
        properties.put("coffee.data-platform.calls-at-once", "1");
        try (Instance _ = Instance.with(properties, LastMoment.class)) {
            await().atMost(LONG).until(() -> platform.calls() >= 2);
        }

        assertThat(callsBefore).isBetween(2L, 300L);
        // Two seconds are left to the last calls: for almost a hundred of them, if those who wait took their turns.
        assertThat(platform.calls()).isLessThanOrEqualTo(callsBefore + 50);
    }

    /** The web server is gone, and what goes on behind it is about to be stopped. */
    static final class LastMoment implements SmartLifecycle {

        private boolean running;

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            callsBefore = platform.calls();
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return 1;
        }
    }
}
