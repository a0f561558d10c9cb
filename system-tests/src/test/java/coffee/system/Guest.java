package coffee.system;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.system.CoffeeSystem.Part;
import coffee.system.CoffeeSystem.Reply;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A customer.
 *
 * @param counter the order-service that is talked to
 */
record Guest(CoffeeSystem coffee, Part counter, String id) {

    static Guest of(CoffeeSystem coffee) {
        Reply registered = coffee.post(Part.ORDER, "/customer", "{}");
        assertThat(registered.status()).as(registered.body()).isEqualTo(201);
        return new Guest(coffee, Part.ORDER, registered.json().get("customerId").asString());
    }

    Guest at(Part otherCounter) {
        return new Guest(coffee, otherCounter, id);
    }

    Reply charge(long amount) {
        return coffee.post(counter, "/point", "{\"customerId\":\"%s\",\"chargeAmt\":%d}".formatted(id, amount));
    }

    Guest withPoints(long amount) {
        Reply charged = charge(amount);
        assertThat(charged.status()).as(charged.body()).isEqualTo(200);
        return this;
    }

    /** One cup, under a key that nobody else has. */
    Reply order(String menuId) {
        return coffee.post(counter, "/order", wish(menuId, 1));
    }

    Reply order(String menuId, int cups, String key) {
        return coffee.post(counter, "/order", wish(menuId, cups), "Idempotency-Key", key);
    }

    /** The body of an order. */
    String wish(String menuId, int cups) {
        return "{\"customerId\":\"%s\",\"menuList\":[{\"menuId\":\"%s\",\"qy\":%d}]}".formatted(id, menuId, cups);
    }

    /** An order that has to succeed, by its number. */
    String buy(String menuId) {
        Reply ordered = order(menuId);
        assertThat(ordered.status()).as(ordered.body()).isEqualTo(200);
        return ordered.json().get("orderNo").asString();
    }

    Reply cancel(String orderNo) {
        return coffee.post(counter, "/order/" + orderNo + "/cancel", "");
    }

    Stream<JsonNode> orders() {
        return coffee.get(counter, "/order?customerId=" + id).json().valueStream();
    }

    long points() {
        return account().get("point").longValue();
    }

    /** The lines that explain the points. */
    Stream<JsonNode> statement() {
        return account().get("pointDetail").valueStream();
    }

    private JsonNode account() {
        return coffee.get(counter, "/point/" + id).json().get(0);
    }
}
