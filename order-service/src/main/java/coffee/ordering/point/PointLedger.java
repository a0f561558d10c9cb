package coffee.ordering.point;

import coffee.ordering.desk.Accounts;
import coffee.ordering.shared.CustomerId;
import coffee.ordering.shared.Money;
import coffee.ordering.shared.OrderNo;
import coffee.ordering.shared.Refusal;
import coffee.ordering.shared.ShopClock;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The points of all customers. Whatever changes an account leaves its lines here; only the desk's lanes come here to change one. */
@Component
public class PointLedger implements Accounts {

    private static final int PADDING = 8;

    private final EntityManager entities;
    private final JdbcClient jdbc;
    private final ShopClock clock;

    PointLedger(EntityManager entities, JdbcClient jdbc, ShopClock clock) {
        this.entities = entities;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public Set<CustomerId> lock(SortedSet<CustomerId> customers) {
        List<PointAccount> accounts = entities.createQuery(
                        "from PointAccount a left join fetch a.lots where a.customerId in :customers order by a.customerId",
                        PointAccount.class)
                .setParameter("customers", padded(customers))
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        return accounts.stream().map(PointAccount::customer).collect(Collectors.toSet());
    }

    @Override
    public Set<CustomerId> lockedElsewhere(Set<CustomerId> customers) {
        Set<CustomerId> locked = accounts(customers, "");
        locked.removeAll(accounts(customers, "FOR UPDATE SKIP LOCKED"));
        return locked;
    }

    private Set<CustomerId> accounts(Set<CustomerId> customers, String lock) {
        return jdbc.sql("SELECT customer_id FROM point_account WHERE customer_id IN (:customers) " + lock)
                .param("customers", customers.stream().map(CustomerId::number).toList())
                .query((row, number) -> new CustomerId(row.getLong(1)))
                .set();
    }

    /** The same few lengths again and again: for each new one Hibernate would work out its statement anew. */
    private static List<Long> padded(SortedSet<CustomerId> customers) {
        List<Long> numbers =
                new ArrayList<>(customers.stream().map(CustomerId::number).toList());
        int length = 1;
        while (length < numbers.size()) {
            length *= PADDING;
        }
        numbers.addAll(Collections.nCopies(length - numbers.size(), numbers.getLast()));
        return numbers;
    }

    /** @return false where there is such an account already */
    public boolean open(CustomerId customer, Money gift, LocalDate lastDay, String why) {
        if (entities.find(PointAccount.class, customer.number()) != null) {
            return false;
        }
        Instant now = clock.now();
        PointAccount account = new PointAccount(customer);
        entities.persist(account);
        write(account.give(gift, lastDay, why, clock.dayOf(now), now));
        return true;
    }

    Charged charge(CustomerId customer, Money amount, Instant now) {
        PointAccount account = account(customer);
        Money before = account.available(clock.dayOf(now));
        write(account.charge(amount, clock.dayOf(now), now));
        return new Charged(before, amount, account.available(clock.dayOf(now)));
    }

    record Charged(Money before, Money amount, Money after) {}

    /** @throws Refusal.TooFewPoints and leaves everything as it was */
    public void use(CustomerId customer, Money price, OrderNo order, Instant now) {
        PointAccount.Spent spent = account(customer).use(price, order, clock.dayOf(now), now);
        write(spent.lines());
        spent.fromLots().forEach((lot, points) -> entities.persist(new PointLotUse(order, lot.id(), points)));
    }

    int writeOffExpired(CustomerId customer, Instant now) {
        List<PointEntry> lines = account(customer).writeOffExpired(clock.dayOf(now), now);
        write(lines);
        return lines.size();
    }

    /** Loads what it takes to give back what these orders used. */
    public Refunds refundsOf(Collection<OrderNo> orders) {
        Map<Long, Map<PointLot, Money>> parts = new HashMap<>();
        entities.createQuery("""
                        select use, lot from PointLotUse use
                        join PointLot lot on lot.customerId = use.customerId and lot.entryNo = use.entryNo
                        where use.orderNo in :orders
                        """, Object[].class)
                .setParameter("orders", orders.stream().map(OrderNo::number).toList())
                .getResultStream()
                .forEach(row -> {
                    PointLotUse use = (PointLotUse) row[0];
                    parts.computeIfAbsent(use.orderNo(), order -> new LinkedHashMap<>())
                            .put((PointLot) row[1], use.point());
                });
        return new Refunds(parts);
    }

    /** What a batch of cancels gives back. */
    public final class Refunds {

        private final Map<Long, Map<PointLot, Money>> fromLots;

        private Refunds(Map<Long, Map<PointLot, Money>> fromLots) {
            this.fromLots = fromLots;
        }

        public void refund(CustomerId customer, Money used, OrderNo order, Instant now) {
            Map<PointLot, Money> parts = fromLots.getOrDefault(order.number(), Map.of());
            write(account(customer).refund(used, parts, order, clock.dayOf(now), now));
        }
    }

    public void refuseUnlessKnown(CustomerId customer) {
        account(customer);
    }

    /** From memory: the desk has locked and loaded it. */
    private PointAccount account(CustomerId customer) {
        PointAccount account = entities.find(PointAccount.class, customer.number());
        if (account == null) {
            throw new Refusal.UnknownCustomer(customer);
        }
        return account;
    }

    private void write(List<PointEntry> lines) {
        lines.forEach(entities::persist);
    }
}
