package coffee.system.chaos;

import coffee.system.chaos.Call.Answer;
import coffee.system.chaos.Nemesis.Done;
import coffee.system.chaos.Request.Operation;
import coffee.system.chaos.Resolver.Resolved;
import coffee.system.chaos.Topics.Told;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What a run saw. One that saw nothing of a kind has proved nothing about it, and fails. */
record Sightings(Map<String, Long> counts, Map<String, Long> faults, Set<String> optional) {

    /** What was told there, and how often a partition went to somebody else. */
    record OnKafka(List<Told> orders, List<Told> menus, long duplicated, long rebalances) {}

    /**
     * @param calls and compared of customers and staff while things went wrong
     * @param again how often each of these was sent in the end, by {@link Resolver}
     */
    static Sightings of(
            Plan plan, List<Done> done, List<Call> calls, Comparisons compared, Resolved again, OnKafka kafka) {
        List<Told> told = kafka.orders();
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("requests", (long) calls.size());
        counts.put("customers who came new", count(calls, is(Operation.REGISTER, 201)));
        counts.put("charges", count(calls, is(Operation.CHARGE, 200)));
        counts.put("orders", count(calls, is(Operation.ORDER, 200)));
        counts.put("cancels", count(calls, is(Operation.CANCEL, 200)));
        counts.put("refusals (404, 409)", count(calls, call -> call.has(404) || call.has(409)));
        counts.put("keys reused for another request (422)", count(calls, call -> call.has(422)));
        counts.put(
                "replays",
                count(calls, call -> call.answer().filter(Answer::replayed).isPresent()));
        counts.put(
                "requests without an answer", count(calls, call -> call.answer().isEmpty()));
        counts.put("retries of such requests", retries(calls));
        counts.put("answers 503", count(calls, call -> call.has(503)));
        counts.put("keys open at the end", again.all());
        counts.put("of them had happened after all", again.hadHappened());
        counts.put("of them happened at the retry", again.happenedNow());
        counts.put("records on the topic", (long) told.size());
        counts.put("poison records", poison(told));
        counts.put("poison records among menus", poison(kafka.menus()));
        counts.put("duplicate records injected", kafka.duplicated());
        counts.put("records that repeat an event", repeats(told));
        counts.put("rebalances", kafka.rebalances());
        counts.put("comparisons of the display's counts with the orders", compared.made());
        counts.put("of them with orders on their way", compared.withOrdersOnTheirWay());
        counts.put("comparisons that could not be made", compared.notMade());
        counts.put(
                "rebuilds that were done",
                done.stream().filter(step -> Rebuilding.isDone(step.effect())).count());
        Map<String, Long> faults = new TreeMap<>();
        plan.kinds().forEach(kind -> faults.put(kind, 0L));
        done.stream()
                .filter(Done::hadEffect)
                .forEach(step -> faults.merge(step.step().fault().words(), 1L, Long::sum));
        return new Sightings(
                counts,
                faults,
                // A customer's patience, the desk's second try, a quick machine and a slow one may leave none of these.
                Set.of(
                        "answers 503",
                        "keys open at the end",
                        "of them had happened after all",
                        "of them happened at the retry",
                        "of them with orders on their way",
                        "rebuilds that were done"));
    }

    private static long poison(List<Told> told) {
        return told.stream().filter(Told::isPoison).count();
    }

    private static long repeats(List<Told> told) {
        Set<String> seen = new TreeSet<>();
        return told.stream()
                .filter(record -> !record.isPoison() && record.id() != null && !seen.add(record.id()))
                .count();
    }

    /** By the same key, after one that nobody knows the end of. */
    private static long retries(List<Call> calls) {
        return new Stories(calls)
                .all()
                .mapToLong(story -> story.calls().stream()
                        .dropWhile(call -> !call.isOpen())
                        .skip(1)
                        .count())
                .sum();
    }

    private static Predicate<Call> is(Operation operation, int status) {
        return call -> call.request().operation() == operation && call.has(status);
    }

    private static long count(List<Call> calls, Predicate<Call> what) {
        return calls.stream().filter(what).count();
    }

    Finding exercised() {
        List<String> nothing = new ArrayList<>();
        faults.forEach((kind, count) -> {
            if (count == 0) {
                nothing.add("planned and without effect: " + kind);
            }
        });
        counts.forEach((kind, count) -> {
            if (count == 0 && !optional.contains(kind)) {
                nothing.add("not seen: " + kind);
            }
        });
        return new Finding(
                "of every kind something happened",
                faults.size() + " kinds of faults, " + counts.size() + " counts",
                nothing);
    }
}
