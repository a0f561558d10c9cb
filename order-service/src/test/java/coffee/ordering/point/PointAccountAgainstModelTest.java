package coffee.ordering.point;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.ordering.Scripts;
import coffee.ordering.shared.CustomerId;
import coffee.ordering.shared.Money;
import coffee.ordering.shared.OrderNo;
import coffee.ordering.shared.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An account does, whatever happens to it and in whatever order, what a simple list of lots does. */
class PointAccountAgainstModelTest {

    private static final int SCRIPTS = 2_000;
    private static final int STEPS = 40;

    @Test
    void keepsItsLotsAndItsLedgerLikeTheModel() {
        Scripts.play(SCRIPTS, PointAccountAgainstModelTest::script, script -> {
            Play play = new Play();
            script.forEach(play::step);
        });
    }

    /** What may happen to an account. */
    private sealed interface Step {

        record Charge(long amount) implements Step {}

        record Gift(long amount, int days) implements Step {}

        record Use(long price) implements Step {}

        /** All that there is, or one more. */
        record UseAll(int more) implements Step {}

        record Cancel(int order) implements Step {}

        record Pass(int days) implements Step {}

        record WriteOff() implements Step {}
    }

    private static List<Step> script(Random random) {
        return Stream.generate(() -> step(random)).limit(random.nextInt(STEPS)).toList();
    }

    private static Step step(Random random) {
        return switch (random.nextInt(12)) {
            case 0, 1 -> new Step.Charge(100 + random.nextInt(20_000));
            case 2 -> new Step.Charge(Money.MOST - random.nextInt(30_000));
            case 3, 4 -> new Step.Gift(1 + random.nextInt(10_000), random.nextInt(6));
            case 5, 6, 7 -> new Step.Use(1 + random.nextInt(15_000));
            case 8 -> new Step.UseAll(random.nextInt(2));
            case 9 -> new Step.Cancel(random.nextInt(6));
            case 10 -> new Step.Pass(1 + random.nextInt(3));
            default -> new Step.WriteOff();
        };
    }

    /** An account and its model, side by side. */
    private static final class Play {

        private final PointAccount account = new PointAccount(new CustomerId(1));
        private final List<PointEntry> ledger = new ArrayList<>();
        private final List<Paid> paid = new ArrayList<>();
        private Instant now = Instant.parse("2026-06-15T03:00:00Z");
        private LocalDate today = LocalDate.of(2026, 6, 15);
        private final PointModel model = new PointModel(today);

        private record Paid(OrderNo order, Money price, PointAccount.Spent spent) {}

        void step(Step step) {
            switch (step) {
                case Step.Charge charge -> charge(charge.amount());
                case Step.Gift gift -> give(gift.amount(), today.plusDays(gift.days()));
                case Step.Use use -> use(use.price());
                case Step.UseAll all -> use(Math.clamp(model.available() + all.more(), 1, Money.MOST));
                case Step.Cancel cancel -> cancel(cancel.order());
                case Step.Pass pass -> pass(pass.days());
                case Step.WriteOff _ -> {
                    ledger.addAll(account.writeOffExpired(today, now));
                    model.writeOff();
                }
            }
            areTheSame();
        }

        private void charge(long amount) {
            if (model.hasRoomFor(amount)) {
                ledger.addAll(account.charge(new Money(amount), today, now));
                model.charge(amount);
            } else {
                isRefused(Refusal.TooManyPoints.class, "", () -> account.charge(new Money(amount), today, now));
            }
        }

        private void give(long gift, LocalDate lastDay) {
            if (model.hasRoomFor(gift)) {
                ledger.addAll(account.give(new Money(gift), lastDay, "gift", today, now));
                model.give(gift, lastDay);
            } else {
                isRefused(
                        Refusal.TooManyPoints.class, "", () -> account.give(new Money(gift), lastDay, "", today, now));
            }
        }

        private void use(long price) {
            OrderNo order = new OrderNo(ledger.size() + 1);
            long shortage = price - model.available();
            if (shortage <= 0) {
                PointAccount.Spent spent = account.use(new Money(price), order, today, now);
                ledger.addAll(spent.lines());
                paid.add(new Paid(order, new Money(price), spent));
                model.use(price, order.toString());
            } else {
                isRefused(
                        Refusal.TooFewPoints.class,
                        "short of " + shortage,
                        () -> account.use(new Money(price), order, today, now));
            }
        }

        /** Each order once: that it is not cancelled twice is the order's business. */
        private void cancel(int which) {
            if (paid.isEmpty()) {
                return;
            }
            Paid order = paid.get(which % paid.size());
            if (model.hasRoomFor(order.price().won())) {
                ledger.addAll(refund(order));
                model.refund(order.order().toString());
                paid.remove(order);
            } else {
                isRefused(Refusal.TooManyPoints.class, "", () -> refund(order));
            }
        }

        private List<PointEntry> refund(Paid order) {
            return account.refund(order.price(), order.spent().fromLots(), order.order(), today, now);
        }

        private void pass(int days) {
            today = today.plusDays(days);
            now = now.plusSeconds(days * 86_400L);
            model.itIs(today);
        }

        private void areTheSame() {
            assertThat(account.available(today).won()).as("available").isEqualTo(model.available());
            assertThat(ledger.stream().map(Play::line)).as("ledger").isEqualTo(model.ledger());
            assertThat(ledger.stream().map(PointEntry::entryNo))
                    .as("entry numbers")
                    .isEqualTo(Stream.iterate(1, number -> number + 1)
                            .limit(ledger.size())
                            .toList());
        }

        /** Refused, and nothing changed: the comparison after the step sees to that. */
        private static void isRefused(Class<? extends Refusal> kind, String why, Supplier<?> attempt) {
            try {
                Object done = attempt.get();
                throw new AssertionError("not refused: " + done);
            } catch (Refusal refusal) {
                assertThat(refusal).isInstanceOf(kind).hasMessageContaining(why);
            }
        }

        private static PointModel.Line line(PointEntry entry) {
            return new PointModel.Line(
                    entry.type().name(),
                    entry.point(),
                    entry.balanceAfter().won(),
                    entry.order().map(OrderNo::toString).orElse(""));
        }
    }
}
