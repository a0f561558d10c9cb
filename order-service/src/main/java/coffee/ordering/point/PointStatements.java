package coffee.ordering.point;

import coffee.ordering.shared.CustomerId;
import coffee.ordering.shared.OrderNo;
import coffee.ordering.shared.Refusal;
import coffee.ordering.shared.ShopClock;
import io.swagger.v3.oas.annotations.media.Schema;
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

    @Schema(name = "PointStatement")
    record Statement(
            String customerId,

            @Schema(description = "What the customer can spend today", example = "5800")
            long point,

            @Schema(description = "Lines of the ledger, oldest first")
            List<Detail> pointDetail) {}

    @Schema(name = "PointDetail")
    record Detail(
            @Schema(description = "The change: negative where points were used or expired", example = "-4200")
            long point,

            @Schema(description = "What kind of change", implementation = PointType.class, example = "USE")
            String pointTypeCode,

            @Schema(description = "The same in Korean", example = "사용")
            String pointTypeName,

            @Schema(
                    description = "The last day of points that expire, yyyyMMdd",
                    example = "20271231",
                    pattern = "^[0-9]{8}$",
                    types = {"string", "null"})
            @Nullable
            String expDate,

            @Schema(
                    description = "Why",
                    example = "첫 가입 감사 포인트",
                    types = {"string", "null"})
            @Nullable
            String remark,

            @Schema(description = "The line's number: 1 is the customer's first", example = "2")
            int entryNo,

            @Schema(description = "When it was written", example = "2026-11-21T10:15:30.123456+09:00")
            OffsetDateTime entryDt,

            @Schema(description = "The balance after this line", example = "5800")
            long balanceAfter,

            @Schema(
                    description = "The order that it belongs to",
                    types = {"string", "null"})
            @Nullable
            String orderNo) {}
}
