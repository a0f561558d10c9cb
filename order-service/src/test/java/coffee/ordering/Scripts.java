package coffee.ordering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Plays random scripts. One that fails is cut down to the steps that it takes, and told together with the seed that writes it again:
 * with {@code -Dcoffee.seed=} that one alone is played.
 */
public final class Scripts {

    private static final String SEED = "coffee.seed";
    private static final int MOST_CUTS = 300;

    private Scripts() {}

    /**
     * @param author writes the same script for the same random numbers. No step may need another one: any may be cut
     * @param stage throws where something is not as it should be
     */
    public static <S> void play(int scripts, Function<Random, List<S>> author, Consumer<List<S>> stage) {
        Long wanted = Long.getLong(SEED);
        long first = wanted == null ? ThreadLocalRandom.current().nextInt(1_000_000_000) : wanted;
        long last = wanted == null ? first + scripts - 1 : first;
        System.out.println("Random scripts of -D" + SEED + "=" + first + " to " + last);
        for (long seed = first; seed <= last; seed++) {
            List<S> script = author.apply(new Random(seed));
            if (failureOf(script, stage).isPresent()) {
                throw told(seed, shortest(script, stage), stage);
            }
        }
    }

    /** Without halves, without quarters, and so on down to single steps: whatever fails without a part does not need it. */
    private static <S> List<S> shortest(List<S> script, Consumer<List<S>> stage) {
        List<S> failing = script;
        int cuts = 0;
        for (int length = (script.size() + 1) / 2; length > 0; length /= 2) {
            int from = 0;
            while (from < failing.size() && cuts++ < MOST_CUTS) {
                List<S> shorter = without(failing, from, length);
                if (failureOf(shorter, stage).isPresent()) {
                    failing = shorter;
                } else {
                    from += length;
                }
            }
        }
        return failing;
    }

    private static <S> List<S> without(List<S> script, int from, int length) {
        List<S> rest = new ArrayList<>(script.subList(0, from));
        rest.addAll(script.subList(Math.min(from + length, script.size()), script.size()));
        return rest;
    }

    private static <S> AssertionError told(long seed, List<S> script, Consumer<List<S>> stage) {
        Throwable failure = failureOf(script, stage)
                .orElseGet(() -> new AssertionError("it failed, and did not when it was played once more"));
        String steps = script.stream().map(step -> "\n    " + step).collect(Collectors.joining());
        return new AssertionError(
                "%s%nThe script of -D%s=%d, and no more of it than it takes:%s"
                        .formatted(failure.getMessage(), SEED, seed, steps),
                failure);
    }

    private static <S> Optional<Throwable> failureOf(List<S> script, Consumer<List<S>> stage) {
        try {
            stage.accept(script);
            return Optional.empty();
        } catch (AssertionError | RuntimeException failure) {
            return Optional.of(failure);
        }
    }
}
