package coffee.ordering.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.ordering.OrderServiceTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            "coffee.points.sweep=* * * * * *",
            "coffee.idempotency.remember=1h",
            "coffee.idempotency.forget-every=200ms"
        })
class SweepTest extends OrderServiceTest {

    @Test
    void whatExpiredIsWrittenOffOnceWithoutAnybodyAsking() {
        shop.post("/customer", "{\"customerId\":\"CUST-00000000\"}");
        jdbc.sql("UPDATE point_lot SET expires_on = '2020-12-31' WHERE customer_id IN (0, 3, 4)")
                .update();

        await().untilAsserted(() -> {
            assertThat(lines("CUST-00000000")).isEqualTo("SAVE10000 EXPIRE-10000");
            assertThat(lines("CUST-00000003")).isEqualTo("SAVE10000 EXPIRE-10000");
            assertThat(lines("CUST-00000004")).isEqualTo("SAVE10000 EXPIRE-10000");
        });
        assertThat(lines("CUST-00000005")).isEqualTo("SAVE10000");
    }

    @Test
    void anAnswerIsForgottenWhenItsTimeIsOver() {
        shop.charge("CUST-00000001", 1_000, "Idempotency-Key", "kept");
        shop.charge("CUST-00000002", 1_000, "Idempotency-Key", "old");
        jdbc.sql("""
                UPDATE remembered_answer SET remembered_at = UTC_TIMESTAMP(6) - INTERVAL 61 MINUTE
                ORDER BY remembered_at DESC LIMIT 1""").update();

        await().until(() -> oldAnswers() == 0);
        assertThat(shop.charge("CUST-00000001", 1_000, "Idempotency-Key", "kept")
                        .header("Idempotent-Replayed"))
                .isEqualTo("true");
        assertThat(shop.charge("CUST-00000002", 1_000, "Idempotency-Key", "old").header("Idempotent-Replayed"))
                .isEmpty();
    }

    /** One of them is in somebody's hands: what was deleted before it is gone all the same. */
    @Test
    void oldAnswersGoInSmallBatches() throws SQLException {
        jdbc.sql("INSERT INTO remembered_answer SELECT 10000 + seq, UNHEX(LPAD(HEX(seq), 32, '0')), '', 200, '{}', "
                        + "UTC_TIMESTAMP(6) FROM seq_1_to_2500")
                .update();
        try (Connection slow = servers.connect();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("SELECT 1 FROM remembered_answer WHERE id = 12450 FOR UPDATE");
            jdbc.sql(
                            "UPDATE remembered_answer SET remembered_at = UTC_TIMESTAMP(6) - INTERVAL 31 DAY WHERE id BETWEEN 10001 AND 12400")
                    .update();

            await().until(() -> oldAnswers() < 1_000);
            assertThat(oldAnswers()).isPositive();
            slow.rollback();
        }
        await().until(() -> oldAnswers() == 0);
    }

    private long oldAnswers() {
        return jdbc.sql(
                        "SELECT COUNT(*) FROM remembered_answer WHERE remembered_at < UTC_TIMESTAMP(6) - INTERVAL 1 HOUR")
                .query(Long.class)
                .single();
    }

    private String lines(String customerId) {
        return shop.get("/point/" + customerId)
                .json()
                .at("/0/pointDetail")
                .valueStream()
                .map(line ->
                        line.get("pointTypeCode").asString() + line.get("point").longValue())
                .collect(Collectors.joining(" "));
    }
}
