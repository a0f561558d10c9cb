package coffee.ordering.point;

import coffee.ordering.shared.Money;
import coffee.ordering.shared.OrderNo;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One line of the ledger: what changed, why, and the balance after it. Written once, never changed. */
@Entity
@Immutable
@IdClass(EntryId.class)
class PointEntry {

    @Id
    private long customerId;

    @Id
    private int entryNo;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private PointType type;

    private long point;
    private Money balanceAfter;
    private @Nullable LocalDate expiresOn;
    private @Nullable Long orderNo;
    private @Nullable String remark;
    private Instant writtenAt;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected PointEntry() {}

    /** @param point signed: what is used or expired is negative */
    PointEntry(
            EntryId id,
            PointType type,
            long point,
            Money balanceAfter,
            @Nullable LocalDate expiresOn,
            @Nullable OrderNo order,
            @Nullable String remark,
            Instant now) {
        this.customerId = id.customerId();
        this.entryNo = id.entryNo();
        this.type = type;
        this.point = point;
        this.balanceAfter = balanceAfter;
        this.expiresOn = expiresOn;
        this.orderNo = order == null ? null : order.number();
        this.remark = remark;
        this.writtenAt = now;
    }

    int entryNo() {
        return entryNo;
    }

    PointType type() {
        return type;
    }

    long point() {
        return point;
    }

    Money balanceAfter() {
        return balanceAfter;
    }

    Optional<LocalDate> expiresOn() {
        return Optional.ofNullable(expiresOn);
    }

    Optional<OrderNo> order() {
        return Optional.ofNullable(orderNo).map(OrderNo::new);
    }

    @Nullable
    String remark() {
        return remark;
    }

    Instant writtenAt() {
        return writtenAt;
    }
}
