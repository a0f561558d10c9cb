package coffee.system.chaos;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What is asked for.
 *
 * @param seed decides what goes wrong and when, and what customers do
 * @param time for which customers order while things go wrong
 */
record ChaosOptions(long seed, Duration time) {

    private static final Duration USUAL = Duration.ofMinutes(2);
    private static final int SEEDS = 1_000_000;
    private static final long MS_IN_A_MINUTE = 60_000;

    static ChaosOptions of(List<String> arguments) {
        long seed = ThreadLocalRandom.current().nextInt(SEEDS);
        Duration time = USUAL;
        if (arguments.size() % 2 != 0) {
            throw new Wrong();
        }
        for (int i = 0; i < arguments.size(); i += 2) {
            String value = arguments.get(i + 1);
            switch (arguments.get(i)) {
                case "--seed" -> seed = seed(value);
                case "--minutes" -> time = minutes(value);
                default -> throw new Wrong();
            }
        }
        return new ChaosOptions(seed, time);
    }

    private static long seed(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new Wrong();
        }
        return Long.parseLong(text);
    }

    private static Duration minutes(String text) {
        if (!text.matches("([1-9]|[1-5]\\d)(\\.\\d)?")) {
            throw new Wrong();
        }
        return Duration.ofMillis(new BigDecimal(text)
                .multiply(BigDecimal.valueOf(MS_IN_A_MINUTE))
                .longValueExact());
    }

    /** The command that does the same again. */
    String command() {
        BigDecimal minutes = BigDecimal.valueOf(time.toMillis())
                .divide(BigDecimal.valueOf(MS_IN_A_MINUTE))
                .stripTrailingZeros();
        return "./coffee chaos --seed " + seed + " --minutes " + minutes.toPlainString();
    }

    /** Said to the one who typed it. */
    static final class Wrong extends RuntimeException {

        Wrong() {
            super("usage: ./coffee chaos [--seed N] [--minutes 1 to 59, such as 1.5]");
        }
    }
}
