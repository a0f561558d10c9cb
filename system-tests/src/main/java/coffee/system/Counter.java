package coffee.system;

/** Where customers pay in and order. */
public record Counter(Http http) {

    public Reply register(String customerId) {
        return http.post("/customer", "{\"customerId\":\"%s\"}".formatted(customerId));
    }

    public Reply charge(String customerId, long amount) {
        return http.post("/point", "{\"customerId\":\"%s\",\"chargeAmt\":%d}".formatted(customerId, amount));
    }

    /** @param key empty where none is sent */
    public Reply order(String customerId, String menuId, int cups, String key) {
        String wish = wish(customerId, menuId, cups);
        return key.isEmpty() ? http.post("/order", wish) : http.post("/order", wish, "Idempotency-Key", key);
    }

    /** The body of an order. */
    static String wish(String customerId, String menuId, int cups) {
        return "{\"customerId\":\"%s\",\"menuList\":[{\"menuId\":\"%s\",\"qy\":%d}]}"
                .formatted(customerId, menuId, cups);
    }

    public Reply cancel(String orderNo) {
        return http.post("/order/" + orderNo + "/cancel", "");
    }
}
