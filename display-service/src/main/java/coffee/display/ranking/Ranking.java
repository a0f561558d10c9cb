package coffee.display.ranking;

import java.time.LocalDate;

/** What is asked: the best of the days from {@code first} to {@code last}, both included. */
record Ranking(LocalDate first, LocalDate last, By by, int limit) {

    enum By {
        ORDERS,
        CUPS;

        long score(Sold sold) {
            return switch (this) {
                case ORDERS -> sold.orders();
                case CUPS -> sold.cups();
            };
        }
    }
}
