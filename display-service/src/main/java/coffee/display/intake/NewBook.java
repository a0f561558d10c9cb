package coffee.display.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.partitioningBy;

import coffee.display.intake.Books.Open;
import coffee.display.intake.Entry.Sale;
import coffee.display.ranking.Sales;
import coffee.display.shared.CoffeeSettings;
import coffee.events.Decoded;
import coffee.events.EventCodec;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * A book that is written beside the live one until it takes its place. From {@link #open} on, all that comes in is entered in both; the past
 * is entered with {@link #enter}. Which of the two brings an event first does not matter: its mark keeps it from counting twice.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class NewBook {

    private static final EventCodec CODEC = new EventCodec();

    private final Books books;
    private final Marks marks;
    private final Sales sales;
    private final JdbcClient jdbc;
    private final IntakeSettings settings;
    private final Clock clock;
    private final ZoneId zone;

    NewBook(
            Books books,
            Marks marks,
            Sales sales,
            JdbcClient jdbc,
            IntakeSettings settings,
            Clock clock,
            CoffeeSettings shop) {
        this.books = books;
        this.marks = marks;
        this.sales = sales;
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
        this.zone = shop.zone();
    }

    /** Nobody else opens a book, closes one or has one take over until the caller's transaction ends. */
    public void hold() {
        books.held();
    }

    /**
     * From the end of the caller's transaction all that comes in is entered in this book too.
     *
     * @param book a number higher than any before
     */
    public void open(int book) {
        books.set(new Open(books.held().live(), book));
    }

    /** The first day whose marks a book needs that is opened now: the intake lets in nothing older, not even where its clock is late. */
    public LocalDate marksSince() {
        return LocalDate.ofInstant(settings.horizon(clock.instant()), ZoneOffset.UTC)
                .minusDays(1);
    }

    /**
     * Enters the past. What is older than the book's marks go back is counted as it comes, so nobody may tell it twice.
     *
     * @param marksSince as it was when the book was opened
     * @return how many of them had come in meanwhile
     */
    public int enter(int book, Collection<Past> past, LocalDate marksSince) {
        refuseUnlessBeside(books.open(), book);
        Map<String, Sale> told = new TreeMap<>();
        past.stream().flatMap(this::read).forEach(sale -> told.put(sale.id(), sale));
        Map<Boolean, List<Sale>> marked = told.values().stream()
                .collect(partitioningBy(sale -> !sale.markedOn().isBefore(marksSince)));
        List<Sale> recent = requireNonNull(marked.get(true));
        Set<String> fresh = marks.mark(book, recent);
        Stream<Sale> counted = Stream.concat(
                requireNonNull(marked.get(false)).stream(), recent.stream().filter(sale -> fresh.contains(sale.id())));
        sales.add(book, Ledger.sumOf(counted));
        return recent.size() - fresh.size();
    }

    /** All boards show this book once the caller's transaction is committed. Told twice, it is done once. */
    public void takeOver(int book) {
        Open open = books.held();
        if (open.live() != book) {
            refuseUnlessBeside(open, book);
            books.set(new Open(book, null));
            sales.announce();
        }
    }

    /** Nothing more is entered in this book. */
    public void close(int book) {
        Open open = books.held();
        if (open.isBeside(book)) {
            books.set(new Open(open.live(), null));
        }
    }

    /**
     * Removes some rows of books that are not read any more, and answers how many.
     *
     * @param ended books that nobody writes any more; one of them may be live
     */
    public int sweep(Collection<Integer> ended, int most) {
        int live = books.open().live();
        // Numbers only grow: of those below none comes back.
        List<Integer> unread = Stream.concat(
                        Stream.of(Integer.MIN_VALUE), ended.stream().filter(book -> book > live))
                .toList();
        return Stream.of("applied_event", "sales")
                .mapToInt(table -> jdbc.sql(
                                "DELETE FROM " + table + " WHERE book < :live OR book IN (:unread) LIMIT :most")
                        .param("live", live)
                        .param("unread", unread)
                        .param("most", most)
                        .update())
                .sum();
    }

    /** A type that is nothing to us is passed over, as the intake does. One that we cannot read we must not leave out in silence. */
    private Stream<Sale> read(Past past) {
        return switch (CODEC.decode(past.type(), past.json().getBytes(UTF_8))) {
            case Decoded.Known known when Entry.of(known.event(), zone) instanceof Sale sale -> Stream.of(sale);
            case Decoded.Known known -> Stream.empty();
            case Decoded.UnknownType unknown -> Stream.empty();
        };
    }

    private static void refuseUnlessBeside(Open open, int book) {
        if (!open.isBeside(book)) {
            throw new Superseded(book);
        }
    }

    /** An event of the past, as it was told. */
    public record Past(String type, String json) {}

    /** This book was given up, perhaps because its writer was silent for too long. */
    public static final class Superseded extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Superseded(int book) {
            super("book " + book + " is not written any more");
        }
    }
}
