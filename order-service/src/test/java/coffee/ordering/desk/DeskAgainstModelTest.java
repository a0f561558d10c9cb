package coffee.ordering.desk;

import static coffee.ordering.Shop.HIDDEN;
import static coffee.ordering.Shop.HOT_CHOCOLATE;
import static coffee.ordering.Shop.ICED_AMERICANO;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import coffee.ordering.Callers;
import coffee.ordering.Instance;
import coffee.ordering.MovableClock;
import coffee.ordering.OrderServiceTest;
import coffee.ordering.Scripts;
import coffee.ordering.Shop;
import coffee.ordering.desk.CustomerModel.Bought;
import coffee.ordering.desk.CustomerModel.Served;
import coffee.ordering.desk.CustomerModel.Wish;
import coffee.ordering.outbox.Listener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * The desks of two instances, asked many things at once, answer as if they had been one, asked one thing after another: random customers,
 * with keys used again for the same and for something else, cancels, orders too dear, and days that pass over their gifts.
 */
@Import(MovableClock.OnTheWall.class)
@TestPropertySource(properties = "coffee.points.sweep=-")
class DeskAgainstModelTest extends OrderServiceTest {

    private static final int SCRIPTS = 15;
    private static final int STEPS = 60;
    private static final int CUSTOMERS = 3;
    private static final int DOORS = 2;

    @Test
    void answersLikeADeskThatServesOneThingAfterAnother() {
        SortedMap<String, Bought> orders = new TreeMap<>();
        try (Instance other = Instance.on(servers, MovableClock.OnTheWall.class)) {
            List<Shop> doors = List.of(shop, other.shop());
            Scripts.play(SCRIPTS, DeskAgainstModelTest::script, script -> orders.putAll(play(script, doors)));
        }
        everyOrderAndCancelIsToldAndNothingElse(orders);
    }

    private sealed interface Step {

        /** Sent without waiting for what was sent before. */
        record Call(int customer, int door, Ask ask, String key) implements Step {}

        /** All answers are awaited, and so many days go by. */
        record Pass(int days) implements Step {}
    }

    private sealed interface Ask {

        record Charge(long amount) implements Ask {}

        record Order(String menuId, int qy) implements Ask {}

        record CancelOneOfMine(int which) implements Ask {}
    }

    private static List<Step> script(Random random) {
        return Stream.generate(() -> step(random)).limit(STEPS).toList();
    }

    private static Step step(Random random) {
        if (random.nextInt(8) == 0) {
            return new Step.Pass(random.nextInt(3));
        }
        // Few keys, few wishes: so the same key often comes with the same wish again, and often with another.
        String key = random.nextBoolean() ? "key " + random.nextInt(3) : new UUID(0, random.nextLong()).toString();
        return new Step.Call(random.nextInt(CUSTOMERS), random.nextInt(DOORS), ask(random), key);
    }

    private static Ask ask(Random random) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> new Ask.Charge(100 + 4_900L * random.nextInt(2));
            case 2 -> new Ask.Order(HIDDEN, 1);
            case 3 -> new Ask.Order("MENU-00000099", 1);
            case 4, 5 -> new Ask.CancelOneOfMine(random.nextInt(3));
            default -> new Ask.Order(random.nextBoolean() ? ICED_AMERICANO : HOT_CHOCOLATE, 1 + random.nextInt(3));
        };
    }

    private SortedMap<String, Bought> play(List<Step> script, List<Shop> doors) {
        List<ModelledCustomer> customers = Stream.generate(() -> new ModelledCustomer(shop, jdbc))
                .limit(CUSTOMERS)
                .toList();
        List<Step.Call> calls = new ArrayList<>();
        for (Step step : script) {
            switch (step) {
                case Step.Call call -> calls.add(call);
                case Step.Pass pass -> {
                    serve(calls, customers, doors);
                    calls.clear();
                    MovableClock.OF_THE_SHOP.pass(Duration.ofDays(pass.days()));
                }
            }
        }
        serve(calls, customers, doors);
        SortedMap<String, Bought> orders = new TreeMap<>();
        customers.forEach(customer -> orders.putAll(customer.hasWhatItsModelHas(shop)));
        return orders;
    }

    /** All at once; and then it is asked of each customer alone whether that can have been. */
    private static void serve(List<Step.Call> calls, List<ModelledCustomer> customers, List<Shop> doors) {
        calls.stream()
                .collect(groupingBy(
                        call -> customers.get(call.customer()),
                        mapping(call -> send(call, customers.get(call.customer()), doors.get(call.door())), toList())))
                .forEach((customer, sent) -> customer.explain(
                        sent.stream().map(CompletableFuture::join).toList()));
    }

    private static CompletableFuture<Served> send(Step.Call call, ModelledCustomer customer, Shop door) {
        List<String> mine = List.copyOf(customer.orderNos());
        Wish wish = switch (call.ask()) {
            case Ask.Charge charge -> new Wish.Charge(charge.amount());
            case Ask.Order order -> new Wish.Order(order.menuId(), order.qy());
            case Ask.CancelOneOfMine cancel ->
                mine.isEmpty() ? new Wish.Charge(1_000) : new Wish.Cancel(mine.get(cancel.which() % mine.size()));
        };
        return Callers.calls(() -> customer.ask(door, wish, call.key()));
    }

    private void everyOrderAndCancelIsToldAndNothingElse(SortedMap<String, Bought> orders) {
        List<String> expected = new ArrayList<>();
        orders.forEach((orderNo, bought) -> {
            expected.add(orderNo + "/placed");
            if (bought.cancelled()) {
                expected.add(orderNo + "/cancelled");
            }
        });
        try (Listener listener = new Listener(servers.bootstrapServers(), servers.topicPrefix() + "order-menu")) {
            List<String> told = Listener.idsAsFirstHeard(
                    listener.hear(all -> Listener.idsAsFirstHeard(all).size() >= expected.size()));
            assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
            Listener.tellsEachOrderBeforeItsCancel(told);
        }
    }
}
