package coffee.system.chaos;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What the display said whenever it was asked whether it counts what was ordered. */
record Comparisons(List<Comparison> all) {

    /** @param status 0 where nobody answered */
    record Comparison(Instant asked, Instant answered, int status, String body) {

        boolean isMade() {
            return status == 200;
        }

        boolean names(String what) {
            return isMade() && !JsonMapper.shared().readTree(body).path(what).isEmpty();
        }
    }

    long made() {
        return all.stream().filter(Comparison::isMade).count();
    }

    long notMade() {
        return all.size() - made();
    }

    /** Those that found orders on their way, and might have taken them for differences. */
    long withOrdersOnTheirWay() {
        return all.stream()
                .filter(comparison -> comparison.names("stillArriving"))
                .count();
    }

    /** Nothing is ever lost or counted twice, so whatever is named is a false alarm. */
    Finding finding() {
        return new Finding(
                "no comparison named a difference while things went wrong",
                made() + " comparisons",
                all.stream()
                        .filter(comparison -> comparison.names("differences"))
                        .map(comparison -> "asked at " + comparison.asked + ", answered at " + comparison.answered
                                + ": " + comparison.body)
                        .toList());
    }
}
