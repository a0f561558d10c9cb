package coffee.ordering.desk;

import coffee.ordering.Shop;
import coffee.ordering.Shop.Reply;
import coffee.ordering.point.PointModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One customer, served by a desk that knows no other, and one thing after another. */
final class CustomerModel {

    private static final Map<String, Long> PRICES =
            Map.of(Shop.ICED_AMERICANO, 4_200L, Shop.HOT_AMERICANO, 4_200L, Shop.HOT_CHOCOLATE, 4_500L);

    private final PointModel points;
    private final SortedMap<String, Bought> orders;
    private final Map<String, First> remembered;

    /** What a customer asks for. */
    sealed interface Wish {

        record Charge(long amount) implements Wish {}

        record Order(String menuId, int qy) implements Wish {}

        record Cancel(String orderNo) implements Wish {}

        /** A key belongs to an operation. */
        default String operation() {
            return getClass().getSimpleName();
        }
    }

    /** A wish, the key it was sent with, and what came back. */
    record Served(Wish wish, String key, Reply reply) {

        boolean isRepeated() {
            return reply.header("Idempotent-Replayed").equals("true");
        }

        @Override
        public String toString() {
            return "%s under '%s' -> %d %s%s"
                    .formatted(wish, key, reply.status(), isRepeated() ? "again " : "", reply.body());
        }
    }

    record Bought(long price, boolean cancelled) {}

    private record First(Wish wish, int status, String body) {}

    CustomerModel(LocalDate today) {
        points = new PointModel(today);
        orders = new TreeMap<>();
        remembered = new HashMap<>();
    }

    private CustomerModel(CustomerModel other) {
        points = new PointModel(other.points);
        orders = new TreeMap<>(other.orders);
        remembered = new HashMap<>(other.remembered);
    }

    PointModel points() {
        return points;
    }

    /** By order number. */
    SortedMap<String, Bought> orders() {
        return orders;
    }

    /**
     * The customer after all that was served at the same time, if there is any order of serving it, one thing after another, in which each
     * answer is right and the ledger comes out as it is.
     */
    Optional<CustomerModel> after(List<Served> served, List<PointModel.Line> ledger) {
        List<PointModel.Line> ours = points.ledger();
        if (ours.size() > ledger.size() || !ledger.subList(0, ours.size()).equals(ours)) {
            return Optional.empty();
        }
        if (served.isEmpty()) {
            return ours.size() == ledger.size() ? Optional.of(this) : Optional.empty();
        }
        List<CustomerModel> moved = new ArrayList<>();
        List<List<Served>> open = new ArrayList<>();
        for (Served next : served) {
            CustomerModel then = new CustomerModel(this);
            if (then.wouldAnswer(next)) {
                List<Served> rest = new ArrayList<>(served);
                rest.remove(next);
                if (then.points.ledger().size() == ours.size()) {
                    // Right by now, and nothing moves by it: whatever explains the others explains them after it too.
                    // Without this a
                    // single refusal that came too early would be looked for behind every order of all others.
                    return then.after(rest, ledger);
                }
                moved.add(then);
                open.add(rest);
            }
        }
        for (int i = 0; i < moved.size(); i++) {
            Optional<CustomerModel> found = moved.get(i).after(open.get(i), ledger);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private boolean wouldAnswer(Served served) {
        Reply reply = served.reply();
        String request = served.wish().operation() + " " + served.key();
        First first = remembered.get(request);
        if (first == null) {
            remembered.put(request, new First(served.wish(), reply.status(), reply.body()));
            return !served.isRepeated() && decides(served.wish(), reply);
        }
        return first.wish().equals(served.wish())
                ? served.isRepeated()
                        && reply.status() == first.status()
                        && reply.body().equals(first.body())
                : !served.isRepeated() && isRefused(reply, 422, "IDEMPOTENCY_KEY_REUSED");
    }

    private boolean decides(Wish wish, Reply reply) {
        return switch (wish) {
            case Wish.Charge charge -> charge(charge.amount(), reply);
            case Wish.Order order -> order(order, reply);
            case Wish.Cancel cancel -> cancel(cancel.orderNo(), reply);
        };
    }

    private boolean charge(long amount, Reply reply) {
        long before = points.available();
        points.charge(amount);
        return isDone(
                reply,
                "{\"beforeChargePoint\":%d,\"chargeAmt\":%d,\"afterChargePoint\":%d}"
                        .formatted(before, amount, before + amount));
    }

    private boolean order(Wish.Order order, Reply reply) {
        if (order.menuId().equals(Shop.HIDDEN)) {
            return isRefused(reply, 409, "MENU_NOT_ON_SALE");
        }
        if (!PRICES.containsKey(order.menuId())) {
            return isRefused(reply, 404, "NOT_FOUND_DATA");
        }
        long price = PRICES.getOrDefault(order.menuId(), 0L) * order.qy();
        long shortage = price - points.available();
        if (shortage > 0) {
            return isRefused(reply, 409, "NO_POINT") && reply.number("shortage") == shortage;
        }
        if (reply.status() != 200) {
            return false;
        }
        String orderNo = reply.text("orderNo");
        boolean later = orders.isEmpty() || orders.lastKey().compareTo(orderNo) < 0;
        points.use(price, orderNo);
        orders.put(orderNo, new Bought(price, false));
        return later
                && isDone(
                        reply,
                        "{\"orderNo\":\"%s\",\"orderPrice\":%d,\"usePoint\":%d}".formatted(orderNo, price, price));
    }

    private boolean cancel(String orderNo, Reply reply) {
        Bought order = orders.get(orderNo);
        if (order == null) {
            return isRefused(reply, 404, "NOT_FOUND_DATA");
        }
        if (order.cancelled()) {
            return isRefused(reply, 409, "NOT_CANCELLABLE");
        }
        points.refund(orderNo);
        orders.put(orderNo, new Bought(order.price(), true));
        return isDone(reply, "{\"orderNo\":\"%s\",\"refundPoint\":%d}".formatted(orderNo, order.price()));
    }

    private static boolean isDone(Reply reply, String body) {
        return reply.status() == 200 && reply.body().equals(body);
    }

    private static boolean isRefused(Reply reply, int status, String code) {
        return reply.status() == status && reply.text("code").equals(code);
    }
}
