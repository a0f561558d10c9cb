package coffee.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A customer.
 *
 * @param counter that of the order-service that is talked to
 */
record Guest(CoffeeSystem coffee, Counter counter, String id) {

    static Guest of(CoffeeSystem coffee) {
        Reply registered = coffee.http(Part.ORDER).post("/customer", "{}");
        assertThat(registered.status()).as(registered.body()).isEqualTo(201);
        return new Guest(
                coffee, coffee.counter(), registered.json().get("customerId").asString());
    }

    Guest at(Part otherService) {
        return new Guest(coffee, coffee.counter(otherService), id);
    }

    Reply charge(long amount) {
        return counter.charge(id, amount);
    }

    Guest withPoints(long amount) {
        Reply charged = charge(amount);
        assertThat(charged.status()).as(charged.body()).isEqualTo(200);
        return this;
    }

    /** One cup, without a key: asked again, it is another order. */
    Reply order(String menuId) {
        return order(menuId, 1, "");
    }

    Reply order(String menuId, int cups, String key) {
        return counter.order(id, menuId, cups, key);
    }

    /** The body of an order. */
    String wish(String menuId, int cups) {
        return Counter.wish(id, menuId, cups);
    }

    /** An order that has to succeed, by its number. */
    String buy(String menuId) {
        Reply ordered = order(menuId);
        assertThat(ordered.status()).as(ordered.body()).isEqualTo(200);
        return ordered.json().get("orderNo").asString();
    }

    Reply cancel(String orderNo) {
        return counter.cancel(orderNo);
    }

    Stream<JsonNode> orders() {
        return counter.http().get("/order?customerId=" + id).json().valueStream();
    }

    long points() {
        return account().get("point").longValue();
    }

    /** The lines that explain the points. */
    Stream<JsonNode> statement() {
        return account().get("pointDetail").valueStream();
    }

    private JsonNode account() {
        return counter.http().get("/point/" + id).json().get(0);
    }
}
