package coffee.display.intake;

import coffee.display.intake.Entry.Change;
import coffee.display.intake.Entry.Sale;
import coffee.display.menu.MenuBoard;
import coffee.display.menu.MenuId;
import coffee.display.ranking.Sales;
import coffee.display.ranking.Sold;
import coffee.events.MenuChanged;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Enters events, each once: the mark that it was entered and everything it changes are one transaction. */
@Component
class Ledger {

    private final Books books;
    private final Marks marks;
    private final Sales sales;
    private final MenuBoard menus;

    Ledger(Books books, Marks marks, Sales sales, MenuBoard menus) {
        this.books = books;
        this.marks = marks;
        this.sales = sales;
        this.menus = menus;
    }

    /**
     * What was news.
     *
     * @param sales those that were entered now
     * @param menus how many menus besides
     * @param repeated how many of all had been entered before, or were overtaken by a newer version
     */
    record Entered(List<Sale> sales, int menus, int repeated) {

        int applied() {
            return sales.size() + menus;
        }
    }

    /** A menu needs no mark: its version says whether it is news. */
    @Transactional
    public Entered enter(Collection<Entry> entries) {
        Map<String, Sale> sold = new TreeMap<>();
        Map<MenuId, MenuChanged> changes = new HashMap<>();
        for (Entry entry : entries) {
            switch (entry) {
                case Sale sale -> sold.put(sale.id(), sale);
                case Change change -> changes.merge(change.id(), change.menu(), MenuBoard.newer());
            }
        }
        Books.Open open = books.open();
        Set<String> fresh = enter(open.live(), sold.values());
        open.second().ifPresent(book -> enter(book, sold.values()));
        // After both books: whoever finds the second one live already announces what he has entered in it, and we would
        // wait for each other.
        if (!fresh.isEmpty()) {
            sales.announce();
        }
        int changed = menus.put(changes);
        List<Sale> news =
                sold.values().stream().filter(sale -> fresh.contains(sale.id())).toList();
        return new Entered(news, changed, entries.size() - changed - news.size());
    }

    /** Each book by its own marks: what a rebuild has read already is known to the new one only. */
    private Set<String> enter(int book, Collection<Sale> sold) {
        Set<String> fresh = marks.mark(book, sold);
        sales.add(book, sumOf(sold.stream().filter(sale -> fresh.contains(sale.id()))));
        return fresh;
    }

    static Map<Sales.Slot, Sold> sumOf(Stream<Sale> sold) {
        Map<Sales.Slot, Sold> sum = new HashMap<>();
        sold.forEach(sale -> sale.sold().forEach((slot, cups) -> sum.merge(slot, cups, Sold::plus)));
        return sum;
    }
}
