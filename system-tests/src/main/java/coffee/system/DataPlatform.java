package coffee.system;

import java.util.List;

/** Who is told of each order. */
public record DataPlatform(Http http) {

    /** Those that it got since it was started, of the last thousand. */
    public List<String> orderNumbers() {
        return http.get("/orders")
                .json()
                .get("orders")
                .valueStream()
                .map(order -> order.at("/body/orderNo").asString())
                .toList();
    }
}
