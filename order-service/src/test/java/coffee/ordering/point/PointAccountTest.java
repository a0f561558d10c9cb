package coffee.ordering.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coffee.ordering.shared.CustomerId;
import coffee.ordering.shared.Money;
import coffee.ordering.shared.OrderNo;
import coffee.ordering.shared.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PointAccountTest {

    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final OrderNo ORDER = new OrderNo(27);

    private final PointAccount account = new PointAccount(new CustomerId(4));

    @Test
    void spendsTheLotThatExpiresFirstThenTheNextThenChargedPoints() {
        account.charge(new Money(1_000), TODAY, NOW);
        account.give(new Money(500), TODAY.plusDays(20), "later", TODAY, NOW);
        account.give(new Money(300), TODAY.plusDays(10), "sooner", TODAY, NOW);

        PointAccount.Spent spent = account.use(new Money(1_200), ORDER, TODAY, NOW);

        assertThat(spent.fromLots().values()).containsExactly(new Money(300), new Money(500));
        assertThat(points(spent.lines())).containsExactly(-1_200L);
        assertThat(account.available(TODAY)).isEqualTo(new Money(600));
    }

    @Test
    void aRefusedSpendingLeavesNoTraceNotEvenOfWhatHasExpired() {
        account.give(new Money(500), TODAY, "gift", TODAY, NOW);
        LocalDate tomorrow = TODAY.plusDays(1);

        assertThatThrownBy(() -> account.use(new Money(1), ORDER, tomorrow, NOW))
                .isInstanceOf(Refusal.TooFewPoints.class);

        assertThat(account.available(TODAY)).isEqualTo(new Money(500));
    }

    @Test
    void aGiftCountsOnItsLastDayAndNotAfter() {
        account.give(new Money(500), TODAY, "gift", TODAY, NOW);

        assertThat(account.available(TODAY)).isEqualTo(new Money(500));
        assertThat(account.available(TODAY.plusDays(1))).isEqualTo(Money.ZERO);
    }

    @Test
    void everyLineTellsTheBalanceAfterIt() {
        account.give(new Money(500), TODAY, "gift", TODAY, NOW);

        List<PointEntry> lines = account.charge(new Money(1_000), TODAY.plusDays(1), NOW);

        assertThat(points(lines)).containsExactly(-500L, 1_000L);
        assertThat(lines.stream().map(PointEntry::balanceAfter)).containsExactly(Money.ZERO, new Money(1_000));
        assertThat(lines.stream().map(PointEntry::entryNo)).containsExactly(2, 3);
    }

    @Test
    void aRefundToALotPastItsDayExpiresAtOnce() {
        PointLot lot = new PointLot(new EntryId(4, 1), Money.ZERO, TODAY.minusDays(1));
        account.charge(new Money(1_000), TODAY, NOW);

        List<PointEntry> lines = account.refund(new Money(700), Map.of(lot, new Money(400)), ORDER, TODAY, NOW);

        assertThat(points(lines)).containsExactly(700L, -400L);
        assertThat(account.available(TODAY)).isEqualTo(new Money(1_300));
    }

    private static List<Long> points(List<PointEntry> lines) {
        return lines.stream().map(PointEntry::point).toList();
    }
}
