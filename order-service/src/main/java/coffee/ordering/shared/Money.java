package coffee.ordering.shared;

/** Whole won, never negative, never more than 10^12: a sum that would leave these bounds is an error, not a number. */
public record Money(long won) implements Comparable<Money> {

    public static final long MOST = 1_000_000_000_000L;
    public static final Money ZERO = new Money(0);

    public Money {
        if (won < 0 || won > MOST) {
            throw new IllegalArgumentException("no amount of money: " + won);
        }
    }

    public Money plus(Money other) {
        return new Money(won + other.won);
    }

    public Money minus(Money other) {
        return new Money(won - other.won);
    }

    public Money times(int quantity) {
        return new Money(Math.multiplyExact(won, quantity));
    }

    /** Whether the sum of both is still an amount of money. */
    public boolean fitsWith(Money other) {
        return won + other.won <= MOST;
    }

    public boolean isLessThan(Money other) {
        return won < other.won;
    }

    public boolean isZero() {
        return won == 0;
    }

    public Money atMost(Money other) {
        return isLessThan(other) ? this : other;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(won, other.won);
    }
}
