package coffee.system.chaos;

import coffee.system.chaos.Books.Sold;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the display counted, and of which events. */
record Book(long number, List<Sold> counted, Set<String> applied) {

    /** @param anew what was made of the orders while nothing happened */
    Finding madeAnew(Book anew) {
        List<String> against = new ArrayList<>();
        if (anew.number == number) {
            against.add("book " + number + " is still the one that is read");
        }
        against.addAll(Difference.of(counted, anew.counted, "among the new counts"));
        against.addAll(Difference.of(applied, anew.applied, "among the new marks"));
        return new Finding(
                "a rebuild makes the same counts and marks, in another book",
                counted.size() + " menus and days, " + applied.size() + " marks",
                against);
    }
}
