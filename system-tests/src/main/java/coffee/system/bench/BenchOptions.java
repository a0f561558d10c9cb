package coffee.system.bench;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is measured, and for how long.
 *
 * @param time of each figure
 */
record BenchOptions(Set<String> sections, Duration time) {

    private static final int DEFAULT_SECONDS = 10;

    /** @param unasked what is measured where nobody says what */
    static BenchOptions of(List<String> arguments, List<String> known, List<String> unasked) {
        Set<String> sections = new TreeSet<>(unasked);
        int seconds = DEFAULT_SECONDS;
        for (int i = 0; i < arguments.size(); i += 2) {
            if (i + 1 == arguments.size()) {
                throw new Wrong(known);
            }
            String value = arguments.get(i + 1);
            switch (arguments.get(i)) {
                case "--only" -> sections = new TreeSet<>(List.of(value.split(",", -1)));
                case "--with" -> sections.addAll(List.of(value.split(",", -1)));
                case "--seconds" -> seconds = wholeNumber(value, known);
                default -> throw new Wrong(known);
            }
        }
        if (!known.containsAll(sections)) {
            throw new Wrong(known);
        }
        return new BenchOptions(sections, Duration.ofSeconds(seconds));
    }

    private static int wholeNumber(String text, List<String> known) {
        if (!text.matches("[1-9][0-9]{0,2}")) {
            throw new Wrong(known);
        }
        return Integer.parseInt(text);
    }

    boolean wants(String section) {
        return sections.contains(section);
    }

    /** Said to the one who typed it. */
    static final class Wrong extends RuntimeException {

        Wrong(List<String> known) {
            super(
                    "usage: ./coffee bench [--only SECTION,SECTION] [--with soak] [--seconds 1 to 999 for each figure]; sections: "
                            + String.join(", ", known));
        }
    }
}
