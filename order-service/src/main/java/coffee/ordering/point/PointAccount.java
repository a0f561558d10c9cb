package coffee.ordering.point;

import coffee.ordering.shared.CustomerId;
import coffee.ordering.shared.Money;
import coffee.ordering.shared.OrderNo;
import coffee.ordering.shared.Refusal;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.annotations.SQLRestriction;
import org.jspecify.annotations.Nullable;

/**
 * Points of one customer: charged ones, which stay, and gift lots, which expire. The balance and the ledger lines that
 * explain it leave this class together.
 */
@Entity
class PointAccount {

    @Id
    private long customerId;

    private Money balance;
    private Money charged;
    private int lastEntry;

    @OneToMany(cascade = CascadeType.PERSIST)
    @JoinColumn(name = "customerId", insertable = false, updatable = false)
    @SQLRestriction("remaining > 0")
    private Set<PointLot> lots = new HashSet<>();

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected PointAccount() {}

    PointAccount(CustomerId customer) {
        this.customerId = customer.number();
        this.balance = Money.ZERO;
        this.charged = Money.ZERO;
    }

    CustomerId customer() {
        return new CustomerId(customerId);
    }

    /** What the customer can spend today. Lots past their day no longer count, written off or not. */
    Money available(LocalDate today) {
        return charged.plus(sum(lots.stream().filter(lot -> !lot.isExpired(today))));
    }

    List<PointEntry> charge(Money amount, LocalDate today, Instant now) {
        if (!available(today).fitsWith(amount)) {
            throw new Refusal.TooManyPoints();
        }
        List<PointEntry> lines = writeOffExpired(today, now);
        charged = charged.plus(amount);
        lines.add(came(PointType.CHARGE, amount, null, null, "고객 충전", now));
        return lines;
    }

    List<PointEntry> give(Money gift, LocalDate lastDay, String why, LocalDate today, Instant now) {
        if (!available(today).fitsWith(gift)) {
            throw new Refusal.TooManyPoints();
        }
        List<PointEntry> lines = writeOffExpired(today, now);
        lots.add(new PointLot(new EntryId(customerId, lastEntry + 1), gift, lastDay));
        lines.add(came(PointType.SAVE, gift, lastDay, null, why, now));
        return lines;
    }

    /** Takes the lot that expires first, then the next, then charged points. */
    Spent use(Money price, OrderNo order, LocalDate today, Instant now) {
        Money available = available(today);
        if (available.isLessThan(price)) {
            throw new Refusal.TooFewPoints(price.minus(available));
        }
        List<PointEntry> lines = writeOffExpired(today, now);
        Map<PointLot, Money> fromLots = new LinkedHashMap<>();
        Money open = price;
        for (PointLot lot : lotsByExpiry()) {
            Money taken = lot.take(open);
            if (!taken.isZero()) {
                open = open.minus(taken);
                fromLots.put(lot, taken);
            }
        }
        charged = charged.minus(open);
        lines.add(went(PointType.USE, price, order, "주문 결제", now));
        return new Spent(lines, fromLots);
    }

    /** Gives back what an order used, each part to the lot that it came from; what comes to a lot past its day expires at once. */
    List<PointEntry> refund(Money used, Map<PointLot, Money> fromLots, OrderNo order, LocalDate today, Instant now) {
        if (!available(today).fitsWith(used)) {
            throw new Refusal.TooManyPoints();
        }
        List<PointEntry> lines = writeOffExpired(today, now);
        Money toCharged = used;
        for (Map.Entry<PointLot, Money> part : fromLots.entrySet()) {
            part.getKey().giveBack(part.getValue());
            lots.add(part.getKey());
            toCharged = toCharged.minus(part.getValue());
        }
        charged = charged.plus(toCharged);
        lines.add(came(PointType.REFUND, used, null, order, "주문 취소", now));
        lines.addAll(writeOffExpired(today, now));
        return lines;
    }

    /** One line for each lot whose day has passed and that still holds something. */
    List<PointEntry> writeOffExpired(LocalDate today, Instant now) {
        List<PointEntry> lines = new ArrayList<>();
        for (PointLot lot : lotsByExpiry()) {
            if (lot.isExpired(today) && !lot.remaining().isZero()) {
                Money rest = lot.take(lot.remaining());
                lines.add(went(PointType.EXPIRE, rest, null, "유효기간 만료", now));
            }
        }
        return lines;
    }

    /** What a spending leaves behind: ledger lines, and what came from which lot. A refund wants to know the latter again. */
    record Spent(List<PointEntry> lines, Map<PointLot, Money> fromLots) {}

    private List<PointLot> lotsByExpiry() {
        return lots.stream()
                .sorted(Comparator.comparing(PointLot::expiresOn).thenComparingInt(PointLot::entryNo))
                .toList();
    }

    private PointEntry came(
            PointType type,
            Money points,
            @Nullable LocalDate lastDay,
            @Nullable OrderNo order,
            String remark,
            Instant now) {
        balance = balance.plus(points);
        return line(type, points.won(), lastDay, order, remark, now);
    }

    private PointEntry went(PointType type, Money points, @Nullable OrderNo order, String remark, Instant now) {
        balance = balance.minus(points);
        return line(type, -points.won(), null, order, remark, now);
    }

    private PointEntry line(
            PointType type,
            long point,
            @Nullable LocalDate lastDay,
            @Nullable OrderNo order,
            String remark,
            Instant now) {
        if (!balance.equals(charged.plus(sum(lots.stream())))) {
            throw new IllegalStateException("the balance of " + customer() + " is not the sum of its parts");
        }
        return new PointEntry(nextEntry(), type, point, balance, lastDay, order, remark, now);
    }

    private EntryId nextEntry() {
        lastEntry++;
        return new EntryId(customerId, lastEntry);
    }

    private static Money sum(Stream<PointLot> lots) {
        return lots.map(PointLot::remaining).reduce(Money.ZERO, Money::plus);
    }
}
