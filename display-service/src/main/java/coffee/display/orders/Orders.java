package coffee.display.orders;

import static java.util.Objects.requireNonNullElse;

import coffee.display.menu.MenuId;
import coffee.display.orders.OrdersAway.Why;
import coffee.display.orders.OrdersDoor.EventsPage;
import coffee.display.orders.OrdersDoor.SoldLine;
import coffee.display.orders.OrdersDoor.Waiting;
import coffee.display.ranking.Sales.Slot;
import coffee.display.ranking.Sold;
import feign.FeignException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/** The orders themselves, as order-service tells of them. Whatever is asked may end in {@link OrdersAway}. */
@Component
public class Orders {

    private static final int LEAST_SERVER_ERROR = 500;

    private final OrdersDoor door;

    Orders(OrdersDoor door) {
        this.door = door;
    }

    /** What was sold of each menu on that day, counted from the orders. */
    public Map<Slot, Count> countedOn(LocalDate day) {
        return ask(() -> {
            Map<Slot, Count> counts = new HashMap<>();
            door.sales(day.toString(), day.toString()).forEach(line -> counts.put(slot(line), count(line)));
            return counts;
        });
    }

    /** The events of the past, in the order of their orders. */
    public Page eventsAfter(@Nullable OrderNo last, int orders) {
        return ask(() -> {
            EventsPage page = door.events(last == null ? null : last.toString(), orders);
            List<PastEvent> events = page.events().stream()
                    .map(event -> new PastEvent(event.type(), event.data().toString()))
                    .toList();
            return new Page(events, orderNo(page.next()), orderNo(page.newest()));
        });
    }

    /** The highest number under which an event waits to be sent; 0 where none does. */
    public long lastUnsent() {
        return requireNonNullElse(ask(door::outbox).highest(), 0L);
    }

    /** Whether everything that waited up to that number is sent. */
    public boolean haveSent(long number) {
        Waiting waiting = ask(door::outbox);
        return waiting.lowest() == null || waiting.lowest() > number;
    }

    /** Has every menu told again, by the way that menus come. */
    public void tellMenusAgain() {
        ask(() -> {
            door.republishMenus();
            return true;
        });
    }

    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (FeignException.Unauthorized | FeignException.Forbidden closed) {
            throw new OrdersAway(Why.CLOSED, "order-service does not take our staff password");
        } catch (FeignException | IllegalArgumentException failed) {
            throw isSilence(failed)
                    ? new OrdersAway(Why.SILENT, "order-service does not answer: " + failed.getMessage())
                    : new OrdersAway(Why.STRANGE, "order-service answers what we do not understand: " + failed);
        }
    }

    /**
     * By its status, since one with a Retry-After comes as something else than one without. Also an answer that broke off in the middle, which
     * comes as one that could not be decoded.
     */
    private static boolean isSilence(RuntimeException failed) {
        return (failed instanceof FeignException answered && answered.status() >= LEAST_SERVER_ERROR)
                || NestedExceptionUtils.getMostSpecificCause(failed) instanceof IOException;
    }

    private static @Nullable OrderNo orderNo(@Nullable String text) {
        return text == null ? null : OrderNo.parse(text);
    }

    private static Slot slot(SoldLine line) {
        MenuId menu = MenuId.parse(line.menuId())
                .orElseThrow(() -> new IllegalArgumentException("no menu id: " + line.menuId()));
        return new Slot(line.day(), menu);
    }

    private static Count count(SoldLine line) {
        return new Count(
                new Sold(line.orderCnt(), line.cupCnt()), new Sold(line.cancelledOrderCnt(), line.cancelledCupCnt()));
    }

    /** @param kept what counts: without what was cancelled */
    public record Count(Sold kept, Sold cancelled) {

        public static final Count NONE = new Count(new Sold(0, 0), new Sold(0, 0));

        /** All orders there ever were: like those that were cancelled, they only grow. */
        public Sold placed() {
            return kept.plus(cancelled);
        }
    }

    /**
     * @param next to be asked after for the next page; null on the last one
     * @param newest the highest number of any order when this was told; null where there is none
     */
    public record Page(
            List<PastEvent> events,
            @Nullable OrderNo next,
            @Nullable OrderNo newest) {}

    public record PastEvent(String type, String json) {}
}
