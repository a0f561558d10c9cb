package coffee.system.chaos;

import coffee.system.chaos.Request.Operation;
import coffee.system.chaos.Request.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at the counter, who does one thing after another, as the seed wants it, until the shop closes. */
final class Client implements Runnable {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int THINKS_MS = 220;
    /** Nobody stands at a closed door and knocks. */
    private static final int COMES_BACK_MS = 1_000;

    private static final int REMEMBERS = 40;
    private static final int MOST_RETRIES = 2;
    private static final double ASKS_AGAIN = 0.7;

    private static final int MENUS = 5;
    private static final int HIDDEN_MENU = 6;
    private static final int NO_MENU = 4711;
    static final String NOBODY = Request.id("CUST", 4_711);
    private static final int FEW_CUPS = 3;
    private static final int MOST_CUPS = 100;
    private static final int MOST_LINES = 3;
    private static final long LEAST_CHARGE = 100;
    private static final int CHARGES = 40_000;

    private final String name;
    private final Random random;
    private final Shop shop;
    private final Door door;
    private final CountDownLatch closing;
    private final List<Request> asked = new ArrayList<>();
    private int keys;

    Client(int number, long seed, Shop shop, Door door, CountDownLatch closing) {
        this.name = "c" + number;
        this.random = new Random(seed * 31 + number);
        this.shop = shop;
        this.door = door;
        this.closing = closing;
    }

    @Override
    public void run() {
        while (thinks(THINKS_MS)) {
            act();
        }
    }

    /** The least of it bounds how much all of them ask for in a second. */
    private boolean thinks(int leastMs) {
        try {
            return !closing.await(leastMs + random.nextInt(leastMs), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            throw ChaosFailure.stopped(stopped);
        }
    }

    private void act() {
        int dice = random.nextInt(100);
        if (dice < 44) {
            ask(Request.order(shop.anyCustomer(random), nextKey(), wishes()));
        } else if (dice < 64) {
            ask(Request.charge(shop.anyCustomer(random), nextKey(), amount()));
        } else if (dice < 74) {
            shop.anyOrder(random).ifPresent(order -> ask(Request.cancel(order.customer(), nextKey(), order.orderNo())));
        } else if (dice < 83) {
            repeat();
        } else if (dice < 88) {
            twiceAtOnce(Request.order(shop.anyCustomer(random), nextKey(), wishes()));
        } else if (dice < 93) {
            askForSomethingElseByTheSameKey();
        } else if (dice < 97) {
            register();
        } else {
            ask(odd());
        }
    }

    private void ask(Request request) {
        asked.add(request);
        if (asked.size() > REMEMBERS) {
            asked.removeFirst();
        }
        Call call = send(request);
        for (int i = 0;
                i < MOST_RETRIES && call.isOpen() && random.nextDouble() < ASKS_AGAIN && thinks(THINKS_MS);
                i++) {
            call = send(request);
        }
        if (call.isOpen()) {
            thinks(COMES_BACK_MS);
        }
    }

    private Call send(Request request) {
        Call call = door.send(request, PATIENCE);
        call.answer()
                .filter(answer -> answer.status() == 200 && request.operation() == Operation.ORDER)
                .ifPresent(answer -> shop.bought(request.customer(), text(answer, "orderNo")));
        return call;
    }

    private void repeat() {
        if (!asked.isEmpty()) {
            Request before = asked.get(random.nextInt(asked.size()));
            send(random.nextBoolean() ? before : before.spacedOut());
        }
    }

    private void twiceAtOnce(Request request) {
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            both.execute(() -> send(request));
            ask(request);
        }
    }

    private void askForSomethingElseByTheSameKey() {
        if (asked.isEmpty()) {
            return;
        }
        Request before = asked.get(random.nextInt(asked.size()));
        Supplier<Request> other = switch (before.operation()) {
            case CHARGE -> () -> Request.charge(before.customer(), before.key(), amount());
            case ORDER -> () -> Request.order(before.customer(), before.key(), wishes());
            case CANCEL, REGISTER -> () -> before;
        };
        send(other.get());
    }

    private void register() {
        Request request = Request.register(random.nextInt(4) == 0 ? "" : shop.newNumber());
        Call call = door.send(request, PATIENCE);
        call.answer()
                .filter(answer -> answer.status() == 201)
                .ifPresent(answer -> shop.welcome(text(answer, "customerId")));
    }

    private Request odd() {
        String customer = shop.anyCustomer(random);
        return switch (random.nextInt(4)) {
            case 0 -> Request.order(customer, nextKey(), List.of(new Wish(HIDDEN_MENU, 1)));
            case 1 -> Request.order(customer, nextKey(), List.of(new Wish(NO_MENU, 1)));
            case 2 -> Request.order(NOBODY, nextKey(), wishes());
            default -> Request.order(customer, nextKey(), List.of(new Wish(1, MOST_CUPS), new Wish(2, MOST_CUPS)));
        };
    }

    private List<Wish> wishes() {
        List<Wish> wishes = new ArrayList<>();
        int lines = 1 + random.nextInt(MOST_LINES);
        for (int i = 0; i < lines; i++) {
            wishes.add(new Wish(1 + random.nextInt(MENUS), 1 + random.nextInt(FEW_CUPS)));
        }
        return wishes;
    }

    private long amount() {
        return LEAST_CHARGE + random.nextInt(CHARGES);
    }

    private String nextKey() {
        keys++;
        return name + "-" + keys;
    }

    private static String text(Call.Answer answer, String field) {
        JsonNode body = JsonMapper.shared().readTree(answer.body());
        return body.get(field).asString();
    }
}
