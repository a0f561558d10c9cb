package coffee.ordering.point;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Points as one would keep them on paper: a list of lots, the first to expire on top. Charged points are one more lot, which never does.
 * What is done here is not asked whether it may be; that is what {@link #available} and {@link #hasRoomFor} are for.
 */
public final class PointModel {

    private static final long MOST = 1_000_000_000_000L;
    private static final Lot CHARGED = new Lot(LocalDate.MAX, Integer.MAX_VALUE);

    private final TreeMap<Lot, Long> lots;
    private final Map<String, Map<Lot, Long>> takenForOrders;
    private final List<Line> ledger;
    private LocalDate today;

    /** A line of the ledger; order is empty where there is none. */
    public record Line(String type, long point, long balanceAfter, String order) {}

    private record Lot(LocalDate lastDay, int entryNo) {}

    public PointModel(LocalDate today) {
        this.lots = new TreeMap<>(Comparator.comparing(Lot::lastDay).thenComparingInt(Lot::entryNo));
        this.takenForOrders = new HashMap<>();
        this.ledger = new ArrayList<>();
        this.today = today;
    }

    /** A copy, to try on it what would be. */
    public PointModel(PointModel other) {
        this.lots = new TreeMap<>(other.lots);
        this.takenForOrders = new HashMap<>(other.takenForOrders);
        this.ledger = new ArrayList<>(other.ledger);
        this.today = other.today;
    }

    public void itIs(LocalDate day) {
        today = day;
    }

    public long available() {
        return lots.entrySet().stream()
                .filter(lot -> !lot.getKey().lastDay().isBefore(today))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    public boolean hasRoomFor(long points) {
        return available() + points <= MOST;
    }

    public List<Line> ledger() {
        return ledger;
    }

    public void charge(long amount) {
        writeOff();
        lots.merge(CHARGED, amount, Long::sum);
        write("CHARGE", amount, "");
    }

    public void give(long gift, LocalDate lastDay) {
        writeOff();
        lots.put(new Lot(lastDay, ledger.size() + 1), gift);
        write("SAVE", gift, "");
    }

    public void use(long price, String order) {
        writeOff();
        Map<Lot, Long> taken = new HashMap<>();
        long open = price;
        for (Map.Entry<Lot, Long> lot : lots.entrySet()) {
            long part = Math.min(open, lot.getValue());
            taken.put(lot.getKey(), part);
            lot.setValue(lot.getValue() - part);
            open -= part;
        }
        takenForOrders.put(order, taken);
        write("USE", -price, order);
    }

    /** To the very lots; what comes to one past its day goes at once. */
    public void refund(String order) {
        writeOff();
        Map<Lot, Long> taken = takenForOrders.getOrDefault(order, Map.of());
        taken.forEach((lot, part) -> lots.merge(lot, part, Long::sum));
        write("REFUND", taken.values().stream().mapToLong(Long::longValue).sum(), order);
        writeOff();
    }

    public void writeOff() {
        for (Map.Entry<Lot, Long> lot : lots.entrySet()) {
            long left = lot.getValue();
            if (lot.getKey().lastDay().isBefore(today) && left > 0) {
                lot.setValue(0L);
                write("EXPIRE", -left, "");
            }
        }
    }

    private void write(String type, long point, String order) {
        long before = ledger.isEmpty() ? 0 : ledger.getLast().balanceAfter();
        ledger.add(new Line(type, point, before + point, order));
    }
}
