package coffee.ordering.dataplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Few hands, and one order that they try for ever. */
@TestPropertySource(properties = {"coffee.data-platform.under-way=20", "coffee.data-platform.attempts=1000000"})
class HandsFullTest extends DataPlatformTest {

    @Test
    void othersAreToldHoweverManyLieBehindOneThatIsNot() {
        // Nobody is taken until it is known whom to stumble over.
        platform.fault("{\"status\":500,\"times\":20}");
        String stumble = order();
        platform.refuse(stumble, 500);

        List<String> others = orders(200);

        areTold(others);
        assertThat(platform.orderNos()).doesNotContain(stumble);
        await().atMost(LONG).untilAsserted(() -> assertThat(metric("under-way")).isEqualTo(1));
    }
}
