package coffee.system.bench;

import java.util.Locale;
import java.util.Optional;

/**
 * One measured number.
 *
 * @param what in words that stand alone
 * @param goal what it should reach
 */
record Figure(String section, String what, double value, String unit, Optional<Goal> goal) {

    static Figure of(String section, String what, double value, String unit) {
        return new Figure(section, what, value, unit, Optional.empty());
    }

    Figure atLeast(double limit) {
        return new Figure(section, what, value, unit, Optional.of(new Goal(limit, true)));
    }

    Figure atMost(double limit) {
        return new Figure(section, what, value, unit, Optional.of(new Goal(limit, false)));
    }

    String valueInWords() {
        return words(value) + " " + unit;
    }

    String goalInWords() {
        return goal.map(wanted -> (wanted.atLeast() ? "at least " : "at most ") + words(wanted.limit()))
                .orElse("");
    }

    String verdict() {
        return goal.map(wanted -> wanted.isMetBy(value) ? "reached" : "MISSED").orElse("");
    }

    private static String words(double number) {
        return Math.abs(number) >= 100
                ? String.format(Locale.ROOT, "%,.0f", number)
                : String.format(Locale.ROOT, "%.2f", number);
    }

    record Goal(double limit, boolean atLeast) {

        boolean isMetBy(double value) {
            return atLeast ? value >= limit : value <= limit;
        }
    }
}
