package coffee.ordering.point;

import coffee.ordering.shared.Money;
import coffee.ordering.shared.OrderNo;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import org.hibernate.annotations.Immutable;

/** What an order took from a lot, to be given back there if it is cancelled. */
@Entity
@Immutable
@IdClass(PointLotUse.Key.class)
class PointLotUse {

    @Id
    private long orderNo;

    @Id
    private int entryNo;

    @SuppressWarnings("UnusedVariable") // read by queries only
    private long customerId;

    private Money point;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected PointLotUse() {}

    PointLotUse(OrderNo order, EntryId lot, Money point) {
        this.orderNo = order.number();
        this.entryNo = lot.entryNo();
        this.customerId = lot.customerId();
        this.point = point;
    }

    long orderNo() {
        return orderNo;
    }

    Money point() {
        return point;
    }

    record Key(long orderNo, int entryNo) {}
}
