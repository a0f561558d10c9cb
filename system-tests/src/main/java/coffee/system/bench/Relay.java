package coffee.system.bench;

import coffee.system.Part;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * How fast a backlog leaves the outbox, and how fast the display applies what arrives: past orders are put into the outbox while its shards
 * are held, then let go; the display sleeps meanwhile, and is then woken.
 */
final class Relay implements Section {

    private static final String NAME = "relay";
    private static final String RATE = "events/s";
    private static final int BACKLOG = 200_000;
    private static final String TOPIC = "order-menu";
    /** Of order numbers that no order will have. */
    private static final long FIRST_ORDER = 90_000_000;

    private static final String FILL = """
            INSERT INTO outbox (shard, event_id, event_type, aggregate_type, aggregate_id, payload, happened_at)
            SELECT CRC32(CONCAT('ORD-', seq)) % 8, CONCAT('ORD-', seq, '/placed'), 'coffee.order.placed.v1', 'order-menu',
                   CONCAT('ORD-', seq),
                   CONCAT('{"orderNo":"ORD-', seq, '","customerId":"CUST-00000001","orderPrice":4200,"payPrice":4200,',
                          '"usePoint":4200,"orderDt":"', DATE_FORMAT(UTC_TIMESTAMP(), '%Y-%m-%dT%H:%i:%sZ'),
                          '","menus":[{"menuId":"MENU-0000000', 1 + seq % 5,
                          '","menuNm":"아이스 아메리카노","menuPrice":4200,"qy":1}]}'),
                   UTC_TIMESTAMP(6)
            FROM seq_{first}_to_{last}
            """;

    private long next = FIRST_ORDER;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Figure> measure(Bed bed) {
        try (Topic topic = new Topic(bed.kafka(), TOPIC);
                Connection orders = bed.connect(Part.ORDER_DB, "coffee");
                Connection display = bed.connect(Part.DISPLAY_DB, "display")) {
            double producer = topic.produce(BACKLOG);
            bed.progress().accept("bare Kafka producer: " + Math.round(producer) + " " + RATE);
            // The first backlog lets the JVMs compile what the second is measured with.
            drain(bed, orders, topic);
            bed.coffee().process(Part.DISPLAY).pause();
            double relay;
            try {
                relay = drain(bed, orders, topic);
            } finally {
                bed.coffee().process(Part.DISPLAY).resume();
            }
            double projection = apply(bed, display, topic);
            return List.of(
                    Figure.of(NAME, "bare Kafka producer, acks=all", producer, RATE),
                    Figure.of(NAME, "relay, a backlog of " + BACKLOG, relay, RATE)
                            .atLeast(20_000),
                    Figure.of(NAME, "relay against the bare producer", relay / producer, "x"),
                    Figure.of(NAME, "display applies a backlog", projection, "orders/s")
                            .atLeast(20_000));
        } catch (SQLException failed) {
            throw new BenchFailure("the databases cannot be asked: " + failed.getMessage(), failed);
        }
    }

    private double drain(Bed bed, Connection orders, Topic topic) throws SQLException {
        orders.setAutoCommit(false);
        long before = topic.end();
        try (Statement sql = orders.createStatement()) {
            sql.execute("SELECT shard FROM outbox_shard FOR UPDATE");
            sql.execute(FILL.replace("{first}", String.valueOf(next))
                    .replace("{last}", String.valueOf(next + BACKLOG - 1)));
            next += BACKLOG;
            orders.commit();
        }
        double rate = Pace.of(() -> topic.end() - before, BACKLOG);
        bed.progress().accept("relay: " + Math.round(rate) + " " + RATE);
        return rate;
    }

    /** Each event here is an order of one menu, so when all are applied as many are counted as Kafka has. */
    private static double apply(Bed bed, Connection display, Topic topic) {
        long already = counted(display);
        double rate = Pace.of(() -> counted(display) - already, topic.end() - already);
        bed.progress().accept("display: " + Math.round(rate) + " orders/s");
        return rate;
    }

    private static long counted(Connection display) {
        try {
            return Bed.number(
                    display, "SELECT COALESCE(SUM(order_cnt), 0) FROM sales WHERE book = (SELECT live FROM books)");
        } catch (SQLException failed) {
            throw new BenchFailure("the display's database cannot be asked: " + failed.getMessage(), failed);
        }
    }
}
