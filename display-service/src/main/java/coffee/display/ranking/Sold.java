package coffee.display.ranking;

/** What was sold of a menu: in how many orders it was, and how many cups. A cancel takes both away again. */
public record Sold(long orders, long cups) {

    public Sold plus(Sold other) {
        return new Sold(orders + other.orders, cups + other.cups);
    }

    /** Another line of one order: more cups, not more orders. */
    public Sold sameOrder(Sold line) {
        return new Sold(orders, cups + line.cups);
    }

    public Sold negated() {
        return new Sold(-orders, -cups);
    }
}
