package coffee.system.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import coffee.system.chaos.Books.Account;
import coffee.system.chaos.Books.Bought;
import coffee.system.chaos.Books.Entry;
import coffee.system.chaos.Books.Remembered;
import coffee.system.chaos.Books.Sold;
import coffee.system.chaos.Call.Answer;
import coffee.system.chaos.Comparisons.Comparison;
import coffee.system.chaos.Request.Wish;
import coffee.system.chaos.Resolver.Resolved;
import coffee.system.chaos.Sightings.OnKafka;
import coffee.system.chaos.Topics.Place;
import coffee.system.chaos.Topics.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A check that cannot fail checks nothing: each is shown something that is amiss. */
class ChecksTest {

    private static final String CUSTOMER = Request.id("CUST", 1);
    private static final Request CHARGE = Request.charge(CUSTOMER, "k1", 500);
    private static final Request ORDER = Request.order(CUSTOMER, "k2", List.of(new Wish(1, 2)));
    private static final Request CANCEL = Request.cancel(CUSTOMER, "k3", "ORD-00000001");
    private static final String CHARGED = "{\"beforeChargePoint\":10000,\"chargeAmt\":500,\"afterChargePoint\":10500}";
    private static final String ORDERED = "{\"orderNo\":\"ORD-00000001\",\"orderPrice\":8400,\"usePoint\":8400}";
    private static final String CANCELLED = "{\"orderNo\":\"ORD-00000001\",\"refundPoint\":8400}";

    private static final List<Call> SOUND = List.of(
            call(1, CHARGE, new Call.Unknown("HttpTimeoutException")),
            call(2, CHARGE, new Answer(200, CHARGED, true)),
            call(3, CHARGE.spacedOut(), new Answer(200, CHARGED, true)),
            call(4, Request.charge(CUSTOMER, "k1", 501), new Answer(422, "{}", false)),
            call(5, ORDER, new Answer(200, ORDERED, false)),
            call(6, CANCEL, new Answer(200, CANCELLED, false)));
    private static final List<Entry> LEDGER = List.of(
            new Entry(CUSTOMER, 1, "SAVE", 10_000, 10_000, ""),
            new Entry(CUSTOMER, 2, "CHARGE", 500, 10_500, ""),
            new Entry(CUSTOMER, 3, "USE", -8_400, 2_100, "ORD-00000001"),
            new Entry(CUSTOMER, 4, "REFUND", 8_400, 10_500, "ORD-00000001"));
    private static final Bought BOUGHT =
            new Bought("ORD-00000001", CUSTOMER, "CANCEL", 8_400, 8_400, 8_400, Map.of(1L, "2 at 4200"));

    private static final String LINES = "\"menus\":[{\"menuId\":\"MENU-00000001\",\"menuPrice\":4200,\"qy\":2}]}";
    private static final String PLACED_EVENT =
            "{\"orderNo\":\"ORD-00000001\",\"customerId\":\"CUST-00000001\",\"usePoint\":8400," + LINES;
    private static final String CANCELLED_EVENT =
            "{\"orderNo\":\"ORD-00000001\",\"customerId\":\"CUST-00000001\",\"refundPoint\":8400," + LINES;
    private static final Told PLACED = told(10, "ORD-00000001", "ORD-00000001/placed", PLACED_EVENT);
    private static final Told TAKEN_BACK = told(11, "ORD-00000001", "ORD-00000001/cancelled", CANCELLED_EVENT);
    private static final Told POISON = told(12, "POISON-1", "POISON-1", "{");
    private static final Set<String> MARKS = Set.of("ORD-00000001/placed", "ORD-00000001/cancelled");
    private static final Book BOOK = new Book(1, List.of(new Sold("2026-11-21", 1, 1, 2)), MARKS);

    @Test
    void findNothingWhereNothingIsAmiss() {
        assertThat(keys(SOUND)).isEmpty();
        assertThat(points(SOUND, 10_500, LEDGER)).isEmpty();
        assertThat(orders(SOUND, BOUGHT)).isEmpty();
        assertThat(events(List.of(PLACED, PLACED, TAKEN_BACK, POISON), MARKS)).isEmpty();
        assertThat(letters(List.of(POISON.place()), List.of(POISON.place(), POISON.place()), List.of(POISON.place())))
                .isEmpty();
        assertThat(compared(200, "{\"differences\":[],\"stillArriving\":[{}]}").holds())
                .isTrue();
        assertThat(BOOK.madeAnew(new Book(2, BOOK.counted(), MARKS)).holds()).isTrue();
    }

    @Test
    void findAnAnswerThatIsAnother() {
        assertThat(keys(and(call(7, CHARGE, new Answer(200, CHARGED + " ", true)))))
                .anyMatch(claim -> claim.startsWith("all answers to a key are equal"));
    }

    @Test
    void findASecondEffect() {
        assertThat(keys(and(call(7, ORDER, new Answer(200, ORDERED, false)))))
                .anyMatch(claim -> claim.startsWith("of the answers to a key at most one"));
    }

    @Test
    void findAKeyThatWasTakenForTwoRequests() {
        assertThat(keys(and(call(7, CHARGE, new Answer(422, "{}", false)))))
                .anyMatch(claim -> claim.startsWith("a key was decided for one request"));
        assertThat(keys(and(call(7, Request.charge(CUSTOMER, "k1", 501), new Answer(200, CHARGED, true)))))
                .anyMatch(claim -> claim.startsWith("a key was decided for one request"));
    }

    @Test
    void findAKeyThatStaysOpenAndAStatusThatNobodyForesaw() {
        Request other = Request.charge(CUSTOMER, "k9", 100);
        assertThat(keys(and(call(7, other, new Answer(503, "{}", false))))).hasSize(1);
        assertThat(keys(and(call(7, other, new Answer(400, "{}", false))))).hasSize(2);
        assertThat(keys(and(call(7, other, new Answer(500, "{}", false))))).hasSize(2);
    }

    @Test
    void findAnAnswerThatIsNotRememberedOrForNobody() {
        Map<String, Remembered> remembered = remembered(SOUND);
        remembered.remove(new Stories(SOUND).all().findFirst().orElseThrow().digest());
        assertThat(keys(SOUND, remembered)).hasSize(1);
        remembered.putAll(remembered(SOUND));
        remembered.put("00", new Remembered(200, "{}"));
        assertThat(keys(SOUND, remembered)).hasSize(1);
    }

    @Test
    void findPointsThatWereLostOrMade() {
        assertThat(points(SOUND, 10_501, LEDGER)).anyMatch(claim -> claim.startsWith("every balance is the sum"));
        assertThat(points(SOUND, 10_500, LEDGER.subList(0, 3)))
                .anyMatch(claim -> claim.startsWith("the ledger is what"));
        List<Entry> twice = new ArrayList<>(LEDGER);
        twice.add(new Entry(CUSTOMER, 5, "CHARGE", 500, 11_000, ""));
        assertThat(points(SOUND, 11_000, twice)).containsExactly("the ledger is what the answers say, line by line");
    }

    @Test
    void findALedgerThatTellsItInAnotherOrder() {
        List<Entry> turned = List.of(
                LEDGER.get(0),
                new Entry(CUSTOMER, 2, "USE", -8_400, 1_600, "ORD-00000001"),
                new Entry(CUSTOMER, 3, "REFUND", 8_400, 10_000, "ORD-00000001"),
                new Entry(CUSTOMER, 4, "CHARGE", 500, 10_500, ""));
        assertThat(points(SOUND, 10_500, turned))
                .containsExactly("what was answered before another was asked stands before it in the ledger");
    }

    @Test
    void findOrdersThatAreNotThereOrOtherwise() {
        assertThat(orders(SOUND)).hasSize(1);
        assertThat(orders(SOUND, BOUGHT, new Bought("ORD-00000002", CUSTOMER, "COMPLETE", 1, 1, 1, Map.of())))
                .hasSize(1);
        assertThat(orders(SOUND, new Bought("ORD-00000001", CUSTOMER, "COMPLETE", 8_400, 8_400, 8_400, BOUGHT.lines())))
                .hasSize(1);
        assertThat(orders(SOUND, new Bought("ORD-00000001", CUSTOMER, "CANCEL", 8_400, 8_400, 8_400, Map.of())))
                .hasSize(1);
    }

    @Test
    void findARefusalWithoutAReason() {
        Request request = Request.order(CUSTOMER, "k9", List.of(new Wish(1, 1)));
        String body = "{\"code\":\"MENU_NOT_ON_SALE\"}";
        assertThat(orders(and(call(7, request, new Answer(409, body, false))), BOUGHT))
                .anyMatch(claim -> claim.startsWith("every refusal is justified"));
    }

    @Test
    void findEventsThatAreMissingOvertakenOrUntrue() {
        assertThat(events(List.of(PLACED, POISON), MARKS))
                .anyMatch(claim -> claim.startsWith("the events on the topic"));
        Told early = told(9, "ORD-00000001", "ORD-00000001/cancelled", CANCELLED_EVENT);
        assertThat(events(List.of(early, PLACED, POISON), MARKS)).containsExactly("an order is told before its cancel");
        Told untrue = told(13, "ORD-00000001", "ORD-00000001/placed", PLACED_EVENT.replace("8400", "8401"));
        assertThat(events(List.of(untrue, TAKEN_BACK, POISON), MARKS))
                .contains("what an event says of its order is so");
        assertThat(events(List.of(PLACED, untrue, TAKEN_BACK, POISON), MARKS))
                .contains("an event that was sent again is the same again");
    }

    @Test
    void findAMarkThatIsMissing() {
        assertThat(events(List.of(PLACED, TAKEN_BACK, POISON), Set.of("ORD-00000001/placed")))
                .containsExactly("the display applied every event, and no other");
    }

    @Test
    void findLettersThatAreMissingOrOfNoPoison() {
        List<Place> all = List.of(POISON.place());
        assertThat(letters(List.of(), all, List.of(PLACED.place()))).hasSize(2);
        assertThat(letters(all, List.of(), all))
                .containsExactly("the display's dead letters of menus are the injected poison");
    }

    @Test
    void findAFalseAlarm() {
        assertThat(compared(200, "{\"differences\":[{}],\"stillArriving\":[]}").holds())
                .isFalse();
        assertThat(compared(503, "{\"differences\":[{}]}").looked()).isEqualTo("0 comparisons");
    }

    @Test
    void findARebuildThatMakesSomethingElseOrNothing() {
        assertThat(BOOK.madeAnew(BOOK).against()).hasSize(1);
        assertThat(BOOK.madeAnew(new Book(2, BOOK.counted(), Set.of())).against())
                .hasSize(2);
        assertThat(BOOK.madeAnew(new Book(2, List.of(), MARKS)).against()).hasSize(1);
    }

    @Test
    void findWhatFailsInsteadOfEnding() {
        assertThat(Finding.unlessItFails("calm comes", () -> "soon").holds()).isTrue();
        assertThat(Finding.unlessItFails("calm comes", () -> {
                            throw new ChaosFailure("never");
                        })
                        .against())
                .containsExactly("never");
    }

    @Test
    void findARunThatSawNothing() {
        Plan plan = Plan.of(1, Duration.ofSeconds(90));
        OnKafka kafka = new OnKafka(List.of(PLACED), List.of(), 0, 0);
        Comparisons none = new Comparisons(List.of());
        Finding exercised = Sightings.of(plan, List.of(), SOUND, none, new Resolved(0, 0), kafka)
                .exercised();
        assertThat(exercised.against())
                .contains(
                        "planned and without effect: kill kafka",
                        "planned and without effect: cut display to order",
                        "planned and without effect: rebuild",
                        "not seen: rebalances",
                        "not seen: poison records among menus",
                        "not seen: comparisons of the display's counts with the orders")
                .doesNotContain("not seen: replays");
    }

    private static List<Call> and(Call more) {
        return Stream.concat(SOUND.stream(), Stream.of(more)).toList();
    }

    private static List<String> keys(List<Call> calls) {
        return keys(calls, remembered(calls));
    }

    private static List<String> keys(List<Call> calls, Map<String, Remembered> remembered) {
        return broken(new KeyChecks(new Stories(calls), remembered).findings());
    }

    private static Map<String, Remembered> remembered(List<Call> calls) {
        Map<String, Remembered> remembered = new TreeMap<>();
        new Stories(calls)
                .all()
                .forEach(story -> story.decided()
                        .ifPresent(answer ->
                                remembered.put(story.digest(), new Remembered(answer.status(), answer.body()))));
        return remembered;
    }

    private static List<String> points(List<Call> calls, long balance, List<Entry> ledger) {
        List<Account> accounts = new ArrayList<>(List.of(new Account(CUSTOMER, balance, balance)));
        List<Entry> entries = new ArrayList<>(ledger);
        LongStream.rangeClosed(2, 10)
                .mapToObj(number -> Request.id("CUST", number))
                .forEach(other -> {
                    accounts.add(new Account(other, 10_000, 10_000));
                    entries.add(new Entry(other, 1, "SAVE", 10_000, 10_000, ""));
                });
        return broken(new PointChecks(new Stories(calls), calls, accounts, entries).findings());
    }

    private static List<String> orders(List<Call> calls, Bought... found) {
        Map<String, Bought> orders = new TreeMap<>();
        for (Bought order : found) {
            orders.put(order.orderNo(), order);
        }
        return broken(new OrderChecks(new Stories(calls), orders, List.of()).findings());
    }

    private static List<String> events(List<Told> told, Set<String> marks) {
        return broken(new EventChecks(Map.of("ORD-00000001", BOUGHT), 0, told, marks).findings());
    }

    private static List<String> letters(List<Place> ofOrders, List<Place> ofMenus, List<Place> ofThePlatform) {
        List<Told> told = List.of(PLACED, POISON);
        return broken(new LetterChecks(told, told, ofOrders, ofMenus, ofThePlatform).findings());
    }

    private static Finding compared(int status, String body) {
        return new Comparisons(List.of(new Comparison(Instant.EPOCH, Instant.EPOCH, status, body))).finding();
    }

    private static List<String> broken(Stream<Finding> findings) {
        return findings.filter(finding -> !finding.holds()).map(Finding::claim).toList();
    }

    private static Told told(long offset, String key, String id, String value) {
        return new Told(new Place(1, offset), key, id, "coffee.order.placed.v1", value);
    }

    private static Call call(long number, Request request, Call.Outcome outcome) {
        return new Call(number, request, Instant.EPOCH, Instant.EPOCH, number * 10, number * 10 + 1, outcome);
    }
}
