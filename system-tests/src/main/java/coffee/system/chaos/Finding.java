package coffee.system.chaos;

import java.util.List;

/**
 * A claim that was looked into.
 *
 * @param looked at how much, in words: a claim about nothing is no claim
 * @param against what speaks against it
 */
record Finding(String claim, String looked, List<String> against) {

    private static final int SHOWN = 8;

    Finding {
        against = List.copyOf(against);
    }

    boolean holds() {
        return against.isEmpty();
    }

    String words() {
        if (holds()) {
            return "holds    " + claim + " (" + looked + ")";
        }
        List<String> first = against.subList(0, Math.min(SHOWN, against.size()));
        return "BROKEN   " + claim + " (" + looked + "): " + against.size() + " against it\n           "
                + String.join("\n           ", first);
    }
}
