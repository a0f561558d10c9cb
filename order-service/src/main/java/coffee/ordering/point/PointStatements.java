package coffee.ordering.point;

import coffee.ordering.shared.CustomerId;
import coffee.ordering.shared.OrderNo;
import coffee.ordering.shared.Refusal;
import coffee.ordering.shared.ShopClock;
import jakarta.persistence.EntityManager;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** What a customer has, and how it came to that. */
@Component
class PointStatements {

    private static final int PAGE = 100;

    private final EntityManager entities;
    private final ShopClock clock;

    PointStatements(EntityManager entities, ShopClock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /** Balance and lines of one and the same moment: the newest lines below the given one, oldest first. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Statement of(CustomerId customer, int before) {
        PointAccount account = entities.find(PointAccount.class, customer.number());
        if (account == null) {
            throw new Refusal.UnknownCustomer(customer);
        }
        List<Detail> details = entities
                .createQuery(
                        "from PointEntry where customerId = :customer and entryNo < :before order by entryNo desc",
                        PointEntry.class)
                .setParameter("customer", customer.number())
                .setParameter("before", before)
                .setMaxResults(PAGE)
                .getResultList()
                .reversed()
                .stream()
                .map(this::detail)
                .toList();
        return new Statement(
                customer.toString(), account.available(clock.dayOf(clock.now())).won(), details);
    }

    private Detail detail(PointEntry entry) {
        return new Detail(
                entry.point(),
                entry.type().name(),
                entry.type().displayName(),
                entry.expiresOn().map(DateTimeFormatter.BASIC_ISO_DATE::format).orElse(null),
                entry.remark(),
                entry.entryNo(),
                clock.onTheWire(entry.writtenAt()),
                entry.balanceAfter().won(),
                entry.order().map(OrderNo::toString).orElse(null));
    }

    record Statement(String customerId, long point, List<Detail> pointDetail) {}

    record Detail(
            long point,
            String pointTypeCode,
            String pointTypeName,
            @Nullable String expDate,
            @Nullable String remark,
            int entryNo,
            OffsetDateTime entryDt,
            long balanceAfter,
            @Nullable String orderNo) {}
}
