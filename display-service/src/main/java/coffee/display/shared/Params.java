package coffee.display.shared;

import static java.util.stream.Collectors.joining;

import coffee.display.shared.InvalidRequest.Wrong;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of one request, and names everything that is wrong with them at once. */
public final class Params {

    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

    public static final String DAY_FORM = "yyyy-MM-dd";

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private final List<Wrong> wrongs = new ArrayList<>();

    public int whole(String field, @Nullable String value, int otherwise, int least, int most) {
        if (value == null) {
            return otherwise;
        }
        int number = WHOLE.matcher(value).matches() ? Integer.parseInt(value) : -1;
        if (number < least || number > most) {
            wrongs.add(new Wrong(field, "range", List.of(least, most)));
            return otherwise;
        }
        return number;
    }

    public <T> T oneOf(String field, @Nullable String value, T otherwise, Map<String, T> choices) {
        if (value == null) {
            return otherwise;
        }
        T choice = choices.get(value);
        if (choice == null) {
            wrongs.add(new Wrong(
                    field, "choice", List.of(choices.keySet().stream().sorted().collect(joining(", ")))));
            return otherwise;
        }
        return choice;
    }

    /** @param most how many days there may be from the first to the last, both counted */
    public Days days(@Nullable String from, @Nullable String to, int most) {
        Optional<LocalDate> first = day("from", from);
        Optional<LocalDate> last = day("to", to);
        if (first.isPresent() && last.isPresent()) {
            long days = ChronoUnit.DAYS.between(first.get(), last.get()) + 1;
            if (days < 1 || days > most) {
                wrongs.add(new Wrong("to", "days", List.of(most)));
            }
        }
        return new Days(first.orElse(LocalDate.EPOCH), last.orElse(LocalDate.EPOCH));
    }

    private Optional<LocalDate> day(String field, @Nullable String value) {
        Optional<LocalDate> day = value == null ? Optional.empty() : day(value).filter(Params::isAskedFor);
        if (day.isEmpty()) {
            wrongs.add(new Wrong(field, "form", List.of(DAY_FORM)));
        }
        return day;
    }

    /** Whether order-service, which is asked for the same days, takes it for one. */
    private static boolean isAskedFor(LocalDate day) {
        return day.getYear() >= 1000 && day.getYear() < 3000;
    }

    public static Optional<LocalDate> day(String text) {
        try {
            return DAY.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    /** A value without which nothing can be said, in a form such as {@code yyyy-MM-dd}: refused at once. */
    public static <T> T parsed(String field, String value, String form, Function<String, Optional<T>> parse) {
        return parse.apply(value)
                .orElseThrow(() -> new InvalidRequest(List.of(new Wrong(field, "form", List.of(form)))));
    }

    public void refuseIfWrong() {
        if (!wrongs.isEmpty()) {
            throw new InvalidRequest(wrongs);
        }
    }

    /** From one day to another, both included. */
    public record Days(LocalDate first, LocalDate last) {}
}
