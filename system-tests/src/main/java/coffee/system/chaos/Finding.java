package coffee.system.chaos;

import java.util.List;
import java.util.function.Supplier;

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

    /** @param look that does what is claimed, and says how it went */
    static Finding unlessItFails(String claim, Supplier<String> look) {
        try {
            return new Finding(claim, look.get(), List.of());
        } catch (ChaosFailure failed) {
            return new Finding(claim, "failed", List.of(String.valueOf(failed.getMessage())));
        }
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
