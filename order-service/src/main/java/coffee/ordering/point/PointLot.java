package coffee.ordering.point;

import coffee.ordering.shared.Money;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.time.LocalDate;

/** Points that were given, and how many of them are left until their last day. */
@Entity
@IdClass(EntryId.class)
class PointLot {

    @Id
    private long customerId;

    @Id
    private int entryNo;

    private Money remaining;
    private LocalDate expiresOn;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected PointLot() {}

    PointLot(EntryId id, Money points, LocalDate expiresOn) {
        this.customerId = id.customerId();
        this.entryNo = id.entryNo();
        this.remaining = points;
        this.expiresOn = expiresOn;
    }

    EntryId id() {
        return new EntryId(customerId, entryNo);
    }

    int entryNo() {
        return entryNo;
    }

    Money remaining() {
        return remaining;
    }

    LocalDate expiresOn() {
        return expiresOn;
    }

    /** The last day still counts. */
    boolean isExpired(LocalDate today) {
        return expiresOn.isBefore(today);
    }

    /** @return what this lot gives of the wanted points: all it has at most */
    Money take(Money wanted) {
        Money taken = remaining.atMost(wanted);
        remaining = remaining.minus(taken);
        return taken;
    }

    void giveBack(Money points) {
        remaining = remaining.plus(points);
    }
}
