package coffee.system.chaos;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a customer asks for.
 *
 * @param key empty where there is none: a registration has no key
 * @param path and body as they travel
 * @param meaning what is asked, however it is written: two requests of one meaning are the same request
 */
record Request(Operation operation, String customer, String key, String path, String body, String meaning) {

    enum Operation {
        REGISTER,
        CHARGE,
        ORDER,
        CANCEL;

        /** As the service calls it, in the digest of a remembered answer too. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One line of an order. */
    record Wish(int menu, int qy) {

        String menuId() {
            return id("MENU", menu);
        }
    }

    static String id(String prefix, long number) {
        return String.format(Locale.ROOT, "%s-%08d", prefix, number);
    }

    /** @param customer of one's own choice, or empty */
    static Request register(String customer) {
        String body = customer.isEmpty() ? "{}" : "{\"customerId\":\"" + customer + "\"}";
        return new Request(Operation.REGISTER, customer, "", "/customer", body, "register");
    }

    static Request charge(String customer, String key, long amount) {
        String body = "{\"customerId\":\"%s\",\"chargeAmt\":%d}".formatted(customer, amount);
        return new Request(Operation.CHARGE, customer, key, "/point", body, Long.toString(amount));
    }

    static Request order(String customer, String key, List<Wish> wishes) {
        String lines = wishes.stream()
                .map(wish -> "{\"menuId\":\"%s\",\"qy\":%d}".formatted(wish.menuId(), wish.qy()))
                .collect(Collectors.joining(","));
        String body = "{\"customerId\":\"%s\",\"menuList\":[%s]}".formatted(customer, lines);
        // The same menu twice is one line with the sum, where it was named first.
        Map<Integer, Integer> cups = new LinkedHashMap<>();
        wishes.forEach(wish -> cups.merge(wish.menu(), wish.qy(), Integer::sum));
        String meaning = cups.entrySet().stream()
                .map(line -> line.getKey() + "x" + line.getValue())
                .collect(Collectors.joining(" "));
        return new Request(Operation.ORDER, customer, key, "/order", body, meaning);
    }

    static Request cancel(String customer, String key, String orderNo) {
        return new Request(Operation.CANCEL, customer, key, "/order/" + orderNo + "/cancel", "", orderNo);
    }

    /** The same in other bytes. */
    Request spacedOut() {
        return new Request(operation, customer, key, path, body.replace(":", " : "), meaning);
    }

    /** @throws IllegalStateException where it is no order */
    List<Wish> wishes() {
        if (operation != Operation.ORDER) {
            throw new IllegalStateException("no order: " + this);
        }
        return Arrays.stream(meaning.split(" "))
                .map(line -> line.split("x", 2))
                .map(line -> new Wish(Integer.parseInt(line[0]), Integer.parseInt(line[1])))
                .toList();
    }

    /** A key belongs to a customer and an operation. */
    KeyId keyId() {
        return new KeyId(operation, customer, key);
    }

    record KeyId(Operation operation, String customer, String key) {

        @Override
        public String toString() {
            return operation.word() + " " + key + " of " + customer;
        }
    }
}
