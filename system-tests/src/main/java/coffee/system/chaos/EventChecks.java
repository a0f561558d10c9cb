package coffee.system.chaos;

import static java.util.stream.Collectors.groupingBy;

import coffee.system.chaos.Books.Bought;
import coffee.system.chaos.Topics.Place;
import coffee.system.chaos.Topics.Told;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was told of the orders, and what was made of it. */
record EventChecks(Map<String, Bought> orders, long outbox, List<Told> told, Set<String> applied) {

    private static final String PLACED = "/placed";
    private static final String CANCELLED = "/cancelled";

    Stream<Finding> findings() {
        String looked = told.size() + " records, " + events().size() + " events";
        Set<String> expected = expected();
        return Stream.of(
                new Finding(
                        "the outbox is empty",
                        outbox + " rows",
                        outbox == 0 ? List.of() : List.of(outbox + " events were never sent")),
                new Finding(
                        "the events on the topic are those of the orders and cancels, as sets",
                        looked,
                        Difference.of(expected, events().keySet(), "on the topic")),
                new Finding("an event that was sent again is the same again", looked, changed()),
                new Finding("an order is told before its cancel", looked, overtaken()),
                new Finding("what an event says of its order is so", looked, untrue()),
                new Finding(
                        "the display applied every event, and no other",
                        applied.size() + " marks",
                        Difference.of(expected, applied, "among the display's marks")));
    }

    private Map<String, List<Told>> events() {
        return told.stream()
                .filter(record -> !record.isPoison())
                .collect(groupingBy(
                        record -> Objects.requireNonNullElse(record.id(), "no id at " + record.place()),
                        TreeMap::new,
                        Collectors.toList()));
    }

    private Set<String> expected() {
        Set<String> expected = new TreeSet<>();
        orders.forEach((orderNo, order) -> {
            expected.add(orderNo + PLACED);
            if (order.state().equals("CANCEL")) {
                expected.add(orderNo + CANCELLED);
            }
        });
        return expected;
    }

    private List<String> changed() {
        return events().entrySet().stream()
                .filter(event -> event.getValue().stream()
                                .map(record -> record.key() + record.type() + record.value())
                                .distinct()
                                .count()
                        > 1)
                .map(event -> "not always the same: " + event.getValue())
                .toList();
    }

    private List<String> overtaken() {
        Map<String, Place> first = new HashMap<>();
        events().forEach((id, records) -> first.put(
                id,
                records.stream()
                        .map(Told::place)
                        .min(Comparator.comparingLong(Place::offset))
                        .orElseThrow()));
        List<String> against = new ArrayList<>();
        first.forEach((id, place) -> {
            Place order = first.get(id.replace(CANCELLED, PLACED));
            if (id.endsWith(CANCELLED)
                    && (order == null || order.partition() != place.partition() || order.offset() > place.offset())) {
                against.add(id + " at " + place + ", its order at " + order);
            }
        });
        return against;
    }

    private List<String> untrue() {
        List<String> against = new ArrayList<>();
        events().forEach((id, records) -> {
            JsonNode event = JsonMapper.shared().readTree(records.getFirst().value());
            Bought order = orders.get(event.path("orderNo").asString(""));
            if (order != null && !isTrue(event, order)) {
                against.add(records.getFirst().value() + " and " + order);
            }
        });
        return against;
    }

    private static boolean isTrue(JsonNode event, Bought order) {
        Map<Long, String> lines = new TreeMap<>();
        event.path("menus")
                .valueStream()
                .forEach(line -> lines.put(
                        Long.parseLong(line.get("menuId").asString().substring("MENU-".length())),
                        line.get("qy") + " at " + line.get("menuPrice")));
        long used = event.path(event.has("refundPoint") ? "refundPoint" : "usePoint")
                .longValue();
        return event.path("customerId").asString("").equals(order.customer())
                && used == order.usedPoint()
                && lines.equals(order.lines());
    }
}
