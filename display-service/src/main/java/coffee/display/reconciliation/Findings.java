package coffee.display.reconciliation;

import coffee.display.ranking.Sales.Slot;
import coffee.display.ranking.Sold;
import java.time.LocalDate;
import java.util.List;

/**
 * @param agreed how many menus of how many days, each counted once, are the same here and there
 * @param differences what no event that is on its way can explain
 * @param stillArriving what is not the same yet, while there is something on its way
 */
record Findings(
        LocalDate from, LocalDate to, int agreed, List<Difference> differences, List<Difference> stillArriving) {

    record Difference(LocalDate day, String menuId, Counted ours, Counted theirs) {

        static Difference of(Slot slot, Look look) {
            return new Difference(
                    slot.day(),
                    slot.menu().toString(),
                    Counted.of(look.ours()),
                    Counted.of(look.after().kept()));
        }
    }

    record Counted(long orderCnt, long cupCnt) {

        static Counted of(Sold sold) {
            return new Counted(sold.orders(), sold.cups());
        }
    }
}
