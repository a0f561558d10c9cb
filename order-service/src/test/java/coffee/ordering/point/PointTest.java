package coffee.ordering.point;

import static coffee.ordering.Callers.calls;
import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.ordering.OrderServiceTest;
import coffee.ordering.Shop.Reply;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.config.CronTask;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.scheduling.support.SimpleTriggerContext;
import tools.jackson.databind.JsonNode;

class PointTest extends OrderServiceTest {

    @Test
    void aChargeTellsTheBalanceBeforeAndAfter() {
        Reply charged = shop.charge("CUST-00000004", 20_000);

        assertThat(charged.status()).isEqualTo(200);
        assertThat(charged.body())
                .isEqualTo("{\"beforeChargePoint\":10000,\"chargeAmt\":20000,\"afterChargePoint\":30000}");
    }

    @Test
    void theStatementExplainsTheBalanceLineByLine() {
        shop.charge("CUST-00000001", 5_000);
        String orderNo = shop.order("CUST-00000001", ICED_AMERICANO, 1).text("orderNo");

        JsonNode statement = shop.get("/point/CUST-00000001").json();

        assertThat(statement).hasSize(1);
        assertThat(statement.at("/0/customerId").asString()).isEqualTo("CUST-00000001");
        assertThat(statement.at("/0/point").longValue()).isEqualTo(10_800);
        List<JsonNode> details = statement.at("/0/pointDetail").valueStream().toList();
        assertThat(details.stream().map(line -> line.get("pointTypeCode").asString()))
                .containsExactly("SAVE", "CHARGE", "USE");
        assertThat(details.stream().map(line -> line.get("point").longValue()))
                .containsExactly(10_000L, 5_000L, -4_200L);
        assertThat(details.stream().map(line -> line.get("balanceAfter").longValue()))
                .containsExactly(10_000L, 15_000L, 10_800L);
        assertThat(details.getFirst().get("expDate").asString()).matches("\\d{4}1231");
        assertThat(details.getFirst().get("remark").asString()).isEqualTo("첫 가입 감사 포인트");
        assertThat(details.get(1).get("expDate").isNull()).isTrue();
        assertThat(details.getLast().get("orderNo").asString()).isEqualTo(orderNo);
    }

    @Test
    void theStatementPagesBackFromTheNewestHundred() {
        for (int i = 0; i < 101; i++) {
            shop.charge("CUST-00000002", 100);
        }

        List<Integer> newest = entryNos("/point/CUST-00000002");
        List<Integer> before = entryNos("/point/CUST-00000002?before=" + newest.getFirst());

        assertThat(newest).hasSize(100).startsWith(3).endsWith(102);
        assertThat(before).containsExactly(1, 2);
    }

    /** The balance is read before the lines, and a charge in between must not be in these alone. */
    @Test
    void aStatementIsOfOneMomentAlsoWhileChargesGoOn() {
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Integer> charges = calls(() -> chargesUntil(enough));
        try {
            Set<Long> balances = new HashSet<>();
            while (balances.size() < 200) {
                assertThat(charges).isNotDone();
                JsonNode statement = shop.get("/point/CUST-00000008").json();
                long balance = statement.at("/0/point").longValue();
                JsonNode newest =
                        statement.at("/0/pointDetail").valueStream().toList().getLast();
                assertThat(newest.get("balanceAfter").longValue()).isEqualTo(balance);
                balances.add(balance);
            }
        } finally {
            enough.set(true);
        }
        int charged = charges.join();
        assertThat(shop.points("CUST-00000008")).isEqualTo(10_000 + 100L * charged);
    }

    /** @return how many there were */
    private int chargesUntil(AtomicBoolean enough) {
        int charges = 0;
        while (!enough.get()) {
            assertThat(shop.charge("CUST-00000008", 100).status()).isEqualTo(200);
            charges++;
        }
        return charges;
    }

    @Test
    void aLotPastItsDayNoLongerCountsAndIsWrittenOffWithTheNextChange() {
        jdbc.sql("UPDATE point_lot SET expires_on = '2020-12-31' WHERE customer_id = 3")
                .update();

        assertThat(shop.points("CUST-00000003")).isZero();
        assertThat(shop.order("CUST-00000003", ICED_AMERICANO, 1).number("shortage"))
                .isEqualTo(4_200);
        assertThat(shop.charge("CUST-00000003", 1_000).body())
                .isEqualTo("{\"beforeChargePoint\":0,\"chargeAmt\":1000,\"afterChargePoint\":1000}");
        assertThat(lines("CUST-00000003")).containsExactly("SAVE10000", "EXPIRE-10000", "CHARGE1000");
    }

    @Test
    void spendsTheLotThatExpiresFirstWhicheverWasGivenFirst() {
        jdbc.sql(
                        "INSERT INTO point_lot (customer_id, entry_no, remaining, expires_on) VALUES (10, 2, 5000, '2090-12-31')")
                .update();
        jdbc.sql("INSERT INTO point_entry VALUES (10, 2, 'SAVE', 5000, 15000, '2090-12-31', NULL, '', NOW(6))")
                .update();
        jdbc.sql("UPDATE point_lot SET expires_on = '2099-12-31' WHERE customer_id = 10 AND entry_no = 1")
                .update();
        jdbc.sql("UPDATE point_account SET balance = 15000, last_entry = 2 WHERE customer_id = 10")
                .update();

        shop.order("CUST-00000010", ICED_AMERICANO, 1);

        // Without its day the younger gift is worth what is left of it.
        jdbc.sql("UPDATE point_lot SET expires_on = '2020-12-31' WHERE customer_id = 10 AND entry_no = 2")
                .update();
        assertThat(shop.points("CUST-00000010")).isEqualTo(10_000);
        shop.charge("CUST-00000010", 100);
        assertThat(lines("CUST-00000010"))
                .containsExactly("SAVE10000", "SAVE5000", "USE-4200", "EXPIRE-800", "CHARGE100");
    }

    @Test
    void aCancelGivesBackToTheLotThatPaidAlsoWhenItsDayHasPassed() {
        shop.charge("CUST-00000007", 5_000);
        String orderNo = shop.order("CUST-00000007", ICED_AMERICANO, 3).text("orderNo");
        jdbc.sql("UPDATE point_lot SET expires_on = '2020-12-31' WHERE customer_id = 7")
                .update();

        assertThat(shop.cancel(orderNo).number("refundPoint")).isEqualTo(12_600);

        assertThat(lines("CUST-00000007"))
                .containsExactly("SAVE10000", "CHARGE5000", "USE-12600", "REFUND12600", "EXPIRE-10000");
        assertThat(shop.points("CUST-00000007")).isEqualTo(5_000);
    }

    @Test
    void anAccountHoldsATrillionPointsAndNotOneMore() {
        jdbc.sql(
                        "UPDATE point_account SET charged = 999999989750, balance = 999999999750, last_entry = 2 WHERE customer_id = 5")
                .update();
        jdbc.sql("INSERT INTO point_entry VALUES (5, 2, 'CHARGE', 999999989750, 999999999750, NULL, NULL, '', NOW(6))")
                .update();

        Reply oneTooMany = shop.charge("CUST-00000005", 251);
        Reply last = shop.charge("CUST-00000005", 250);
        Reply more = shop.charge("CUST-00000005", 100);

        assertThat(oneTooMany.status()).isEqualTo(409);
        assertThat(oneTooMany.text("code")).isEqualTo("POINT_LIMIT");
        assertThat(last.number("afterChargePoint")).isEqualTo(1_000_000_000_000L);
        assertThat(more.text("code")).isEqualTo("POINT_LIMIT");
        assertThat(shop.points("CUST-00000005")).isEqualTo(1_000_000_000_000L);
    }

    /** By the time that nobody sets; SweepTest sets its own. */
    @Test
    void whatExpiredIsWrittenOffEveryNightAtFiveMinutesPastMidnightInSeoul(@Autowired ScheduledTaskHolder tasks) {
        Trigger nightly = tasks.getScheduledTasks().stream()
                .map(ScheduledTask::getTask)
                .filter(task -> task.toString().equals(NightlySweep.class.getName() + ".sweep"))
                .map(task -> ((CronTask) task).getTrigger())
                .findFirst()
                .orElseThrow();
        Clock noonInSeoul = Clock.fixed(Instant.parse("2026-06-15T03:00:00Z"), ZoneOffset.UTC);

        assertThat(nightly.nextExecution(new SimpleTriggerContext(noonInSeoul)))
                .isEqualTo(Instant.parse("2026-06-15T15:05:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "99",
                "10000001",
                "-100",
                "0",
                "1000.0",
                "1e3",
                "\"1000\"",
                "true",
                "null",
                "[1000]",
                "{}",
                "9223372036854775808",
                "1e400"
            })
    void refusesAnAmountThatIsNone(String amount) {
        Reply refused = shop.post("/point", "{\"customerId\":\"CUST-00000006\",\"chargeAmt\":" + amount + "}");

        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo("INVALID_REQUEST");
        assertThat(refused.invalidFields()).containsExactly("chargeAmt");
        assertThat(shop.points("CUST-00000006")).isEqualTo(10_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{\"customerId\":\"CUST-00000006\",\"chargeAmt\":1000}{}",
                "{\"customerId\":\"CUST-00000006\",\"chargeAmt\":1000,\"chargeAmt\":1000}",
                "{\"customerId\":\"CUST-6\",\"chargeAmt\":1000}",
                "{\"customerId\":\"CUST-000000006\",\"chargeAmt\":1000}",
                "{\"customerId\":6,\"chargeAmt\":1000}"
            })
    void refusesABodyThatIsNone(String body) {
        Reply refused = shop.post("/point", body);

        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo("INVALID_REQUEST");
    }

    private Stream<String> lines(String customerId) {
        return shop.get("/point/" + customerId)
                .json()
                .at("/0/pointDetail")
                .valueStream()
                .map(line ->
                        line.get("pointTypeCode").asString() + line.get("point").longValue());
    }

    private List<Integer> entryNos(String path) {
        return shop.get(path)
                .json()
                .at("/0/pointDetail")
                .valueStream()
                .map(line -> line.get("entryNo").intValue())
                .toList();
    }
}
