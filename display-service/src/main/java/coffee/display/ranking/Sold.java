package coffee.display.ranking;

/** What was sold of a menu: in how many orders it was, and how many cups. A cancel takes both away again. */
public record Sold(long orders, long cups) {

    static final Sold NOTHING = new Sold(0, 0);

    public Sold plus(Sold other) {
        return new Sold(orders + other.orders, cups + other.cups);
    }

    public Sold negated() {
        return new Sold(-orders, -cups);
    }
}
