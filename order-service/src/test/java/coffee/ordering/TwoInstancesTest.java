package coffee.ordering;

import static coffee.ordering.Callers.atOnce;
import static coffee.ordering.Shop.ICED_AMERICANO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coffee.local.junit.TestServers;
import coffee.ordering.Shop.Reply;
import coffee.ordering.outbox.Listener;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two instances on one database and one Kafka are one shop. */
class TwoInstancesTest extends OrderServiceTest {

    private static final String MUFFIN = """
            {"menuNm":"머핀","menuPrice":%d,"useYn":"Y","products":[{"productId":"PROD-00000008","productNm":"머핀"}]}""";

    private static Instance other;

    @BeforeAll
    static void openAnotherInstance(TestServers.Schema servers) {
        other = Instance.on(servers);
    }

    @AfterAll
    static void closeIt() {
        other.close();
    }

    @Test
    void aSecondAfterItWasChangedNobodyTakesTheOldPrice() {
        String menuId = shop.staffPost("/admin/menu", MUFFIN.formatted(100)).text("menuId");
        await().untilAsserted(() -> assertThat(prices(menuId)).containsOnly(100L));

        shop.staffPut("/admin/menu/" + menuId, MUFFIN.formatted(200));
        // Both may have read the old one in this very moment; they may go by it for a second.
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);

        assertThat(prices(menuId)).containsOnly(200L);
    }

    @Test
    void orderNumbersAreUniqueAndALaterOrderHasTheHigherOne() {
        List<List<String>> ofCustomers = Stream.of("CUST-00000003", "CUST-00000004", "CUST-00000005", "CUST-00000006")
                .parallel()
                .map(customer -> Stream.of(shop, other.shop(), shop, other.shop(), other.shop(), shop)
                        .map(at -> cancelled(at.order(customer, ICED_AMERICANO, 2)))
                        .toList())
                .toList();

        assertThat(ofCustomers).allSatisfy(orderNos -> assertThat(orderNos).isSorted());
        assertThat(ofCustomers.stream().flatMap(List::stream).distinct()).hasSize(24);
    }

    @Test
    void theyShareTheOutboxAndEachEventIsSentOnceAndInOrder() {
        SortedSet<String> orderNos = new ConcurrentSkipListSet<>();
        double here = shop.metric("coffee.outbox.sent", "COUNT");
        double there = other.shop().metric("coffee.outbox.sent", "COUNT");
        await().until(() -> {
            atOnce(8, customer -> {
                Shop at = customer % 2 == 0 ? shop : other.shop();
                Reply order = at.order("CUST-0000000" + (customer + 1), ICED_AMERICANO, 1);
                orderNos.add(cancelled(order));
                return order;
            });
            return shop.metric("coffee.outbox.sent", "COUNT") - here > 50
                    && other.shop().metric("coffee.outbox.sent", "COUNT") - there > 50;
        });

        List<String> heard = heard(orderNos);
        assertThat(heard).doesNotHaveDuplicates().hasSize(2 * orderNos.size());
        Listener.tellsEachOrderBeforeItsCancel(heard);
    }

    private List<Long> prices(String menuId) {
        return Stream.of(shop, other.shop())
                .map(at -> at.order("CUST-00000009", menuId, 1))
                .map(order -> order.status() == 200 ? order.number("orderPrice") : -1)
                .toList();
    }

    private String cancelled(Reply order) {
        String orderNo = order.text("orderNo");
        assertThat(shop.cancel(orderNo).status()).isEqualTo(200);
        return orderNo;
    }

    /** All that was told of these orders until the last of them was told of. */
    private List<String> heard(SortedSet<String> orderNos) {
        TreeSet<String> awaited = new TreeSet<>();
        orderNos.forEach(orderNo -> awaited.addAll(List.of(orderNo + "/placed", orderNo + "/cancelled")));
        try (Listener listener = new Listener(servers.bootstrapServers(), servers.topicPrefix() + "order-menu")) {
            return Listener.ids(listener.hear(all -> Listener.ids(all).containsAll(awaited)).stream()
                    .filter(record -> orderNos.contains(record.key()))
                    .toList());
        }
    }
}
