package coffee.display.reconciliation;

import coffee.display.orders.Orders.Count;
import coffee.display.ranking.Sold;
import java.util.function.ToLongFunction;

/**
 * What was seen of one menu on one day: the orders, then our count, then the orders again.
 *
 * @param arrived whether all that was in the orders at first had been entered when we counted
 */
record Look(Count before, Sold ours, Count after, boolean arrived) {

    boolean agrees() {
        return ours.equals(before.kept()) || ours.equals(after.kept());
    }

    /**
     * Whether no order that is still on its way can explain our count. All that was there before is in it, and nothing that was not there after:
     * so it lies between all orders of before less all cancels of after, and the other way round. Where nothing happened in between, that is one number.
     */
    boolean isWrong() {
        return arrived && (isImpossible(Sold::orders) || isImpossible(Sold::cups));
    }

    private boolean isImpossible(ToLongFunction<Sold> what) {
        long least = what.applyAsLong(before.placed().plus(after.cancelled().negated()));
        long most = what.applyAsLong(after.placed().plus(before.cancelled().negated()));
        long counted = what.applyAsLong(ours);
        return counted < least || counted > most;
    }
}
