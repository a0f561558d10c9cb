package coffee.ordering.order;

import static java.util.Objects.requireNonNull;

import coffee.events.OrderCancelled;
import coffee.events.OrderPlaced;
import coffee.events.OrderedMenu;
import coffee.ordering.shared.CustomerId;
import coffee.ordering.shared.Money;
import coffee.ordering.shared.OrderNo;
import coffee.ordering.shared.Refusal;
import coffee.ordering.shared.ShopClock;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What a customer ordered, at the prices of that moment, paid with points. */
@Entity
@Table(name = "orders")
class Order {

    @Id
    private long orderNo;

    private long customerId;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private OrderState state;

    private Money orderPrice;
    private Money payPrice;
    private Money usePoint;
    private Instant orderedAt;
    private @Nullable Instant cancelledAt;

    @ElementCollection
    @CollectionTable(name = "order_line", joinColumns = @JoinColumn(name = "order_no"))
    @OrderColumn(name = "line_no")
    private List<OrderLine> lines;

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected Order() {}

    private Order(OrderNo orderNo, CustomerId customer, List<OrderLine> lines, Instant now) {
        this.orderNo = orderNo.number();
        this.customerId = customer.number();
        this.state = OrderState.COMPLETE;
        this.lines = new ArrayList<>(lines);
        this.orderPrice = priceOf(lines);
        // Without discounts, what is ordered is what is paid, and points pay all of it.
        this.payPrice = orderPrice;
        this.usePoint = payPrice;
        this.orderedAt = now;
    }

    static Order place(OrderNo orderNo, CustomerId customer, List<OrderLine> lines, Instant now) {
        return new Order(orderNo, customer, lines, now);
    }

    static Money priceOf(List<OrderLine> lines) {
        return lines.stream().map(OrderLine::price).reduce(Money.ZERO, Money::plus);
    }

    void refuseUnlessCancellable() {
        if (state != OrderState.COMPLETE) {
            throw new Refusal.NotCancellable(orderNo());
        }
    }

    /** @return what it used, to be given back */
    Money cancel(Instant now) {
        refuseUnlessCancellable();
        state = OrderState.CANCEL;
        cancelledAt = now;
        return usePoint;
    }

    OrderNo orderNo() {
        return new OrderNo(orderNo);
    }

    CustomerId customer() {
        return new CustomerId(customerId);
    }

    OrderState state() {
        return state;
    }

    Instant orderedAt() {
        return orderedAt;
    }

    Optional<Instant> cancelledAt() {
        return Optional.ofNullable(cancelledAt);
    }

    List<OrderLine> lines() {
        return List.copyOf(lines);
    }

    Money payPrice() {
        return payPrice;
    }

    Money orderPrice() {
        return orderPrice;
    }

    Money usePoint() {
        return usePoint;
    }

    /** The event of this order, which is the same whenever it is made. */
    OrderPlaced placed(ShopClock clock) {
        return new OrderPlaced(
                orderNo().toString(),
                customer().toString(),
                orderPrice.won(),
                payPrice.won(),
                usePoint.won(),
                clock.onTheWire(orderedAt),
                told());
    }

    OrderCancelled cancelled(ShopClock clock) {
        return new OrderCancelled(
                orderNo().toString(),
                customer().toString(),
                usePoint.won(),
                clock.onTheWire(orderedAt),
                clock.onTheWire(requireNonNull(cancelledAt, "not cancelled")),
                told());
    }

    private List<OrderedMenu> told() {
        return lines.stream().map(OrderLine::told).toList();
    }
}
