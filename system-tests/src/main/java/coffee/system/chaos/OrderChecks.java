package coffee.system.chaos;

import coffee.system.chaos.Books.Bought;
import coffee.system.chaos.Request.Operation;
import coffee.system.chaos.Request.Wish;
import coffee.system.chaos.Stories.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Every order that was acknowledged is there, and no other. */
record OrderChecks(Stories stories, Map<String, Bought> orders, List<String> tooMuchFromLots) {

    private static final int HIDDEN_MENU = 6;
    /** Those of the demo: a model of its own, that asks nobody. */
    private static final Map<Integer, Long> PRICES =
            Map.of(1, 4200L, 2, 4200L, 3, 4500L, 4, 4500L, 5, 4500L, HIDDEN_MENU, 5000L);

    static long price(Request request) {
        return request.wishes().stream()
                .mapToLong(wish -> PRICES.getOrDefault(wish.menu(), 0L) * wish.qy())
                .sum();
    }

    Stream<Finding> findings() {
        List<Story> placed = stories.done(Operation.ORDER).toList();
        List<Story> refused = stories.refused().toList();
        return Stream.of(
                new Finding(
                        "every acknowledged order is there with its lines, price and state, and no other is",
                        placed.size() + " acknowledged, " + orders.size() + " there",
                        Difference.of(expected(placed), orders.values(), "among the orders")),
                new Finding("no order took more from lots than it cost", orders.size() + " orders", tooMuchFromLots),
                new Finding(
                        "every refusal is justified by the model, and left nothing",
                        refused.size() + " refusals",
                        refused.stream()
                                .filter(story -> !isJustified(story))
                                .map(story -> story.key() + ": "
                                        + story.request().meaning() + " -> "
                                        + story.decided().orElseThrow())
                                .toList()));
    }

    private List<Bought> expected(List<Story> placed) {
        Set<String> cancelled = cancelled();
        List<Bought> expected = new ArrayList<>();
        for (Story story : placed) {
            JsonNode answer = PointChecks.json(story.decided().orElseThrow());
            String orderNo = answer.get("orderNo").asString();
            long price = price(story.request());
            Map<Long, String> lines = new TreeMap<>();
            for (Wish wish : story.request().wishes()) {
                lines.put((long) wish.menu(), wish.qy() + " at " + PRICES.get(wish.menu()));
            }
            expected.add(new Bought(
                    orderNo,
                    story.key().customer(),
                    cancelled.contains(orderNo) ? "CANCEL" : "COMPLETE",
                    answer.get("orderPrice").longValue(),
                    price,
                    answer.get("usePoint").longValue(),
                    lines));
        }
        return expected;
    }

    private Set<String> cancelled() {
        return stories.done(Operation.CANCEL)
                .map(story -> story.request().meaning())
                .collect(Collectors.toSet());
    }

    /** What a refusal has to do with points is looked into with them. */
    private boolean isJustified(Story story) {
        String code =
                PointChecks.json(story.decided().orElseThrow()).path("code").asString("");
        Operation operation = story.key().operation();
        return switch (code) {
            case "NO_POINT" -> operation == Operation.ORDER;
            case "MENU_NOT_ON_SALE" -> operation == Operation.ORDER && asksFor(story, HIDDEN_MENU);
            case "NOT_FOUND_DATA" ->
                operation == Operation.ORDER
                        && (story.request().wishes().stream().anyMatch(wish -> !PRICES.containsKey(wish.menu()))
                                || story.key().customer().equals(Client.NOBODY));
            case "NOT_CANCELLABLE" ->
                operation == Operation.CANCEL
                        && cancelled().contains(story.request().meaning());
            default -> false;
        };
    }

    private static boolean asksFor(Story story, int menu) {
        return story.request().wishes().stream().anyMatch(wish -> wish.menu() == menu);
    }
}
