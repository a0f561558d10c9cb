package coffee.ordering.order;

import coffee.ordering.shared.MenuId;
import coffee.ordering.shared.ShopClock;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts straight from the orders. */
@Component
class Sales {

    private static final String OF_ONE_DAY = """
            SELECT line.menu_id,
              SUM(orders.state <> 'CANCEL') AS orders,
              SUM(IF(orders.state <> 'CANCEL', line.qy, 0)) AS cups,
              SUM(orders.state = 'CANCEL') AS cancelled_orders,
              SUM(IF(orders.state = 'CANCEL', line.qy, 0)) AS cancelled_cups
            FROM orders JOIN order_line line ON line.order_no = orders.order_no
            WHERE orders.ordered_at >= :from AND orders.ordered_at < :to
            GROUP BY line.menu_id
            HAVING orders > 0 OR :cancelled
            ORDER BY line.menu_id
            """;

    private final JdbcClient jdbc;
    private final ShopClock clock;

    Sales(JdbcClient jdbc, ShopClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Both days included; what was cancelled is counted apart.
     *
     * @param cancelled whether to name also menus of which every order was cancelled
     */
    List<Sold> between(LocalDate first, LocalDate last, boolean cancelled) {
        return Stream.iterate(first, day -> !day.isAfter(last), day -> day.plusDays(1))
                .flatMap(day -> on(day, cancelled).stream())
                .toList();
    }

    private List<Sold> on(LocalDate day, boolean cancelled) {
        return jdbc.sql(OF_ONE_DAY)
                .param("from", utc(clock.startOf(day)))
                .param("to", utc(clock.startOf(day.plusDays(1))))
                .param("cancelled", cancelled)
                .query((row, number) -> new Sold(
                        day,
                        new MenuId(row.getLong("menu_id")).toString(),
                        row.getLong("orders"),
                        row.getLong("cups"),
                        row.getLong("cancelled_orders"),
                        row.getLong("cancelled_cups")))
                .list();
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    record Sold(
            @Schema(description = "The day of the orders, in the shop's zone", example = "2026-11-21")
            LocalDate day,

            String menuId,

            @Schema(description = "Orders that hold the menu; cancelled ones do not count", example = "3")
            long orderCnt,

            @Schema(description = "Cups in them", example = "5")
            long cupCnt,

            @Schema(description = "Cancelled orders that held the menu", example = "1")
            long cancelledOrderCnt,

            @Schema(description = "Cups in those", example = "2")
            long cancelledCupCnt) {}
}
