package coffee.system.chaos;

import static java.util.stream.Collectors.groupingBy;

import coffee.system.chaos.Books.Account;
import coffee.system.chaos.Books.Entry;
import coffee.system.chaos.Call.Answer;
import coffee.system.chaos.Request.Operation;
import coffee.system.chaos.Stories.Story;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** No point is made and none is lost. */
record PointChecks(Stories stories, List<Call> calls, List<Account> accounts, List<Entry> entries) {

    private static final long GIFT = 10_000;
    private static final int CUSTOMERS_OF_THE_DEMO = 10;

    Stream<Finding> findings() {
        String looked = accounts.size() + " accounts, " + entries.size() + " ledger lines";
        return Stream.of(
                new Finding(
                        "every balance is the sum of its ledger, and is what its lots and charged points are",
                        looked,
                        sums()),
                new Finding("the ledger is what the answers say, line by line", looked, ledger()),
                new Finding("the accounts are those who were let in, each once", looked, customers()),
                new Finding(
                        "what was answered before another was asked stands before it in the ledger", looked, order()),
                new Finding(
                        "who was short of points was short by just that much",
                        refused("NO_POINT").size() + " refusals",
                        shortages()));
    }

    private Map<String, List<Entry>> byCustomer() {
        return entries.stream().collect(groupingBy(Entry::customer, TreeMap::new, Collectors.toList()));
    }

    private List<String> sums() {
        List<String> against = new ArrayList<>();
        Map<String, List<Entry>> ledgers = byCustomer();
        for (Account account : accounts) {
            long sum = 0;
            int number = 0;
            for (Entry entry : ledgers.getOrDefault(account.customer(), List.of())) {
                sum += entry.point();
                number++;
                if (entry.balanceAfter() != sum || entry.number() != number || sum < 0) {
                    against.add("line " + number + " should leave " + sum + ": " + entry);
                }
            }
            if (account.balance() != sum || account.held() != sum) {
                against.add("the ledger's sum is " + sum + ": " + account);
            }
        }
        return against;
    }

    private List<String> ledger() {
        return Difference.of(
                Stream.concat(expected().map(Expected::line), gifts()).toList(),
                entries.stream().map(PointChecks::line).toList(),
                "in the ledger");
    }

    private static String line(Entry entry) {
        String what = entry.type().equals("CHARGE") ? "leaves " + entry.balanceAfter() : entry.orderNo();
        return String.join(" ", entry.customer(), entry.type(), Long.toString(entry.point()), what)
                .strip();
    }

    /** A ledger line that an answer promises. */
    private record Expected(Story story, String line) {}

    private Stream<Expected> expected() {
        return Stream.of(Operation.CHARGE, Operation.ORDER, Operation.CANCEL)
                .flatMap(stories::done)
                .map(story -> new Expected(story, promised(story)));
    }

    private static String promised(Story story) {
        JsonNode answer = json(story.decided().orElseThrow());
        String customer = story.key().customer();
        return switch (story.key().operation()) {
            case CHARGE ->
                customer + " CHARGE " + story.request().meaning() + " leaves " + answer.get("afterChargePoint");
            case ORDER ->
                customer + " USE -" + answer.get("usePoint") + " "
                        + answer.get("orderNo").asString();
            case CANCEL ->
                customer + " REFUND " + answer.get("refundPoint") + " "
                        + story.request().meaning();
            case REGISTER -> throw new IllegalStateException("a registration has no key: " + story);
        };
    }

    private Stream<String> gifts() {
        return accounts.stream().map(account -> account.customer() + " SAVE " + GIFT);
    }

    private List<String> customers() {
        Set<String> known = LongStream.rangeClosed(1, CUSTOMERS_OF_THE_DEMO)
                .mapToObj(number -> Request.id("CUST", number))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> welcomed = registrations()
                .filter(call -> call.has(201))
                .flatMap(call -> call.answer().stream())
                .map(answer -> json(answer).get("customerId").asString())
                .toList();
        List<String> against = new ArrayList<>(Difference.of(new TreeSet<>(welcomed), welcomed, "among those let in"));
        known.addAll(welcomed);
        registrations()
                .filter(call -> call.has(409))
                .forEach(call -> known.add(call.request().customer()));
        Set<String> found = accounts.stream().map(Account::customer).collect(Collectors.toCollection(TreeSet::new));
        known.stream()
                .filter(customer -> !found.contains(customer))
                .forEach(customer -> against.add("was let in and is not there: " + customer));
        found.removeAll(known);
        long nobodyWasTold = registrations()
                .filter(call -> call.request().customer().isEmpty() && call.isOpen())
                .count();
        if (found.size() > nobodyWasTold) {
            against.add("only " + nobodyWasTold + " registrations had no answer, and nobody was told of " + found);
        }
        return against;
    }

    private Stream<Call> registrations() {
        return calls.stream().filter(call -> call.request().operation() == Operation.REGISTER);
    }

    private List<String> order() {
        Map<String, Story> byLine = new HashMap<>();
        Set<String> ambiguous = new TreeSet<>();
        expected().forEach(promise -> {
            if (byLine.put(promise.line(), promise.story()) != null) {
                ambiguous.add(promise.line());
            }
        });
        List<String> against = new ArrayList<>();
        for (List<Entry> ledger : byCustomer().values()) {
            long newestStart = Long.MIN_VALUE;
            for (Entry entry : ledger) {
                Story story = byLine.get(line(entry));
                if (story != null && !ambiguous.contains(line(entry))) {
                    if (story.firstDecidedNanos() < newestStart) {
                        against.add("answered before one above it was asked: " + entry);
                    }
                    newestStart = Math.max(newestStart, story.firstSentNanos());
                }
            }
        }
        return against;
    }

    private List<Story> refused(String code) {
        return stories.refused()
                .filter(story -> json(story.decided().orElseThrow())
                        .path("code")
                        .asString("")
                        .equals(code))
                .toList();
    }

    /** The price less what was short is a balance that this customer once had. */
    private List<String> shortages() {
        Map<String, Set<Long>> balances = entries.stream()
                .collect(groupingBy(Entry::customer, Collectors.mapping(Entry::balanceAfter, Collectors.toSet())));
        return refused("NO_POINT").stream()
                .filter(story -> {
                    long shortage =
                            json(story.decided().orElseThrow()).get("shortage").longValue();
                    long had = OrderChecks.price(story.request()) - shortage;
                    return shortage <= 0
                            || !balances.getOrDefault(story.key().customer(), Set.of())
                                    .contains(had);
                })
                .map(story -> story.key() + ": " + story.decided().orElseThrow())
                .toList();
    }

    static JsonNode json(Answer answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
