package coffee.ordering.order;

/** How far an order has come. The names are the published ones. */
enum OrderState {
    COMPLETE("주문완료"),
    CANCEL("주문취소");

    private final String displayName;

    OrderState(String displayName) {
        this.displayName = displayName;
    }

    String displayName() {
        return displayName;
    }
}
