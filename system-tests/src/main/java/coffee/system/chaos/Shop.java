package coffee.system.chaos;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** What customers know of each other: who is one, and which orders there are. */
final class Shop {

    /** Those of the demo, and those that came with them. */
    private static final int OLD_CUSTOMERS = 10;

    private static final int BUSY_CUSTOMERS = 4;
    private static final double TO_THE_BUSY = 0.4;
    private static final long FIRST_OWN_NUMBER = 500_001;
    private static final int MOST_KNOWN_ORDERS = 400;

    private final List<String> customers = new CopyOnWriteArrayList<>(LongStream.rangeClosed(1, OLD_CUSTOMERS)
            .mapToObj(number -> Request.id("CUST", number))
            .toList());
    private final ConcurrentLinkedQueue<Bought> orders = new ConcurrentLinkedQueue<>();
    private final AtomicLong next = new AtomicLong(FIRST_OWN_NUMBER);

    record Bought(String customer, String orderNo) {}

    /** Some come all the time, so that many want to change one account at once. */
    String anyCustomer(Random random) {
        int among = random.nextDouble() < TO_THE_BUSY ? BUSY_CUSTOMERS : customers.size();
        return customers.get(random.nextInt(among));
    }

    String newNumber() {
        return Request.id("CUST", next.getAndIncrement());
    }

    void welcome(String customer) {
        customers.add(customer);
    }

    void bought(String customer, String orderNo) {
        orders.add(new Bought(customer, orderNo));
        if (orders.size() > MOST_KNOWN_ORDERS) {
            orders.poll();
        }
    }

    Optional<Bought> anyOrder(Random random) {
        return orders.stream().skip(random.nextInt(Math.max(1, orders.size()))).findFirst();
    }
}
