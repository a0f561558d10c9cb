package coffee.system.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Two collections held against each other, in which things may occur more than once. */
final class Difference {

    private Difference() {}

    static <T> List<String> of(Collection<T> wanted, Collection<T> found, String where) {
        Map<T, Integer> balance = new HashMap<>();
        wanted.forEach(thing -> balance.merge(thing, 1, Integer::sum));
        found.forEach(thing -> balance.merge(thing, -1, Integer::sum));
        Map<String, String> against = new TreeMap<>();
        balance.forEach((thing, left) -> {
            if (left > 0) {
                against.put(thing + " missing", left + " x missing " + where + ": " + thing);
            } else if (left < 0) {
                against.put(thing + " surplus", -left + " x too many " + where + ": " + thing);
            }
        });
        return new ArrayList<>(against.values());
    }
}
