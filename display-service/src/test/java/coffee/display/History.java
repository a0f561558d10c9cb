package coffee.display;

import static java.nio.charset.StandardCharsets.UTF_8;

import coffee.events.CoffeeEvent;
import coffee.events.MenuChanged;
import coffee.events.OrderCancelled;
import coffee.events.OrderPlaced;
import coffee.events.OrderedMenu;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A random past of a shop, and a random way in which it is told: each event once or several times, in any order, on any partition, with things
 * in between that are no events at all.
 */
final class History {

    static final int PARTITIONS = 6;

    private static final int MENUS = 9;
    private static final int VERSIONS = 4;
    private static final int DAYS = 12;
    private static final List<ZoneOffset> OFFSETS =
            List.of(ZoneOffset.UTC, ZoneOffset.ofHours(9), ZoneOffset.ofHours(-5), ZoneOffset.ofHoursMinutes(5, 30));

    private final Random random;
    private final Instant until;
    private final Truth truth;
    private final int numbersFrom;

    /** One telling of something. */
    sealed interface Told {

        void on(Wire wire);

        record Event(CoffeeEvent event, int partition) implements Told {

            @Override
            public void on(Wire wire) {
                wire.say(partition, event);
            }
        }

        /** Nothing that can be applied: to be put aside, or where its type is unknown, to be passed over. */
        record Noise(String type, String value, int partition) implements Told {

            @Override
            public void on(Wire wire) {
                wire.say("order-menu", partition, type, value.getBytes(UTF_8));
            }

            boolean isPoison() {
                return !type.equals("coffee.cup.washed.v1");
            }
        }
    }

    History(long seed, Instant until, Truth truth) {
        this.random = new Random(seed);
        this.until = until;
        this.truth = truth;
        this.numbersFrom = truth.size();
    }

    /** Replayable: a seed that failed is given back with {@code -Dcoffee.seed=}. */
    static long seed() {
        long seed = Long.getLong("coffee.seed", System.nanoTime());
        System.out.println("Again with -Dcoffee.seed=" + seed);
        return seed;
    }

    List<Told> told(int orders) {
        List<Told> told = new ArrayList<>();
        for (int menu = 1; menu <= MENUS; menu++) {
            for (int version = 1; version <= VERSIONS; version++) {
                tell(told, menu(menu, version), 0);
            }
        }
        for (int number = 0; number < orders; number++) {
            OrderPlaced order = order(numbersFrom + number);
            tell(told, order, random.nextInt(PARTITIONS));
            if (random.nextInt(3) == 0) {
                tell(told, cancel(order), random.nextInt(PARTITIONS));
            }
            if (random.nextInt(40) == 0) {
                told.add(noise());
            }
        }
        Collections.shuffle(told, random);
        return told;
    }

    /** The same telling, in pieces of any size. */
    List<List<Told>> inPieces(List<Told> told, int most) {
        List<List<Told>> pieces = new ArrayList<>();
        for (int at = 0; at < told.size(); ) {
            int size = Math.min(told.size() - at, 1 + random.nextInt(most));
            pieces.add(told.subList(at, at + size));
            at += size;
        }
        return pieces;
    }

    private void tell(List<Told> told, CoffeeEvent event, int partition) {
        truth.add(event);
        int times = random.nextInt(3) == 0 ? 2 + random.nextInt(3) : 1;
        for (int time = 0; time < times; time++) {
            // Repeated where it was first, as a relay does, or wherever, as nobody should.
            int where = event instanceof MenuChanged || random.nextBoolean() ? partition : random.nextInt(PARTITIONS);
            told.add(new Told.Event(event, where));
        }
    }

    private MenuChanged menu(int number, int version) {
        boolean onSale = version < VERSIONS || number % 4 != 0;
        String name = "menu " + number + " as of " + version;
        return new MenuChanged(
                menuId(number),
                numbersFrom + version,
                name,
                1_000L * version,
                onSale,
                List.of(new MenuChanged.Product("PROD-00000001", "에스프레소")));
    }

    private OrderPlaced order(int number) {
        List<OrderedMenu> lines = IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(line -> new OrderedMenu(
                        menuId(1 + random.nextInt(MENUS)), "as it was called", 4_200, 1 + random.nextInt(5)))
                .toList();
        return new OrderPlaced("ORD-%08d".formatted(number), "CUST-00000001", 4_200, 4_200, 4_200, ordered(), lines);
    }

    /** On any of the last days, and often just beside the shop's midnight. */
    private OffsetDateTime ordered() {
        Instant any =
                until.minusSeconds(random.nextInt((int) Duration.ofDays(DAYS).toSeconds()));
        Instant at = random.nextInt(4) == 0
                ? any.atZone(Truth.SHOP)
                        .toLocalDate()
                        .atStartOfDay(Truth.SHOP)
                        .toInstant()
                        .minusMillis(random.nextInt(2))
                : any;
        return at.atOffset(OFFSETS.get(random.nextInt(OFFSETS.size())));
    }

    private OrderCancelled cancel(OrderPlaced order) {
        OffsetDateTime at = order.orderDt().plusSeconds(random.nextInt(100_000));
        return new OrderCancelled(
                order.orderNo(), order.customerId(), order.usePoint(), order.orderDt(), at, order.menus());
    }

    private Told noise() {
        int partition = random.nextInt(PARTITIONS);
        return switch (random.nextInt(4)) {
            case 0 -> new Told.Noise("coffee.order.placed.v1", "{\"orderNo\":", partition);
            case 1 -> new Told.Noise("coffee.order.placed.v7", "{}", partition);
            // Its day is none of the database's.
            case 2 ->
                new Told.Noise(
                        "coffee.order.placed.v1",
                        "{\"orderNo\":\"ORD-9%07d\",\"customerId\":\"C\",\"orderPrice\":1,\"payPrice\":1,\"usePoint\":1,"
                                        .formatted(random.nextInt(10_000_000))
                                + "\"orderDt\":\"+99999-01-01T00:00:00Z\",\"menus\":[{\"menuId\":\"MENU-00000001\","
                                + "\"menuNm\":\"m\",\"menuPrice\":1,\"qy\":1}]}",
                        partition);
            default -> new Told.Noise("coffee.cup.washed.v1", "{}", partition);
        };
    }

    static String menuId(int number) {
        return "MENU-%08d".formatted(number);
    }
}
