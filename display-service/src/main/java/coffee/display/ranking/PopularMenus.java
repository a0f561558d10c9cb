package coffee.display.ranking;

import static java.util.Comparator.comparingLong;
import static java.util.Objects.requireNonNull;

import coffee.display.menu.Menu;
import coffee.display.menu.MenuBoard;
import coffee.display.menu.MenuId;
import coffee.display.ranking.PopularMenuController.PopularMenu;
import coffee.display.shared.Answer;
import coffee.display.shared.Board;
import coffee.display.shared.Exhibit;
import coffee.display.shared.TryAgainLater;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What sells best, answered from counts in memory. Days are asked for by date, so nothing has to happen at midnight. */
@Component
class PopularMenus implements Board, Exhibit {

    /** As far back as {@code days} goes, and the day it starts on. */
    static final int MOST_DAYS = 30;

    /** What is shown to who asks for nothing special. */
    static final int DAYS = 7;

    static final int LIMIT = 3;

    /** Who asks for more than anybody needs is answered without being remembered. */
    private static final int MOST_REMEMBERED = 4096;

    /** Who asks for days of long ago may not keep the intake from the database. */
    private static final int MOST_ASKING_AT_ONCE = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Sales sales;
    private final MenuBoard menus;
    private final JsonMapper json;
    private final Clock clock;
    private final Semaphore longAgo = new Semaphore(MOST_ASKING_AT_ONCE);
    private volatile Standing standing;

    PopularMenus(Sales sales, MenuBoard menus, JsonMapper json, Clock clock) {
        this.sales = sales;
        this.menus = menus;
        this.json = json;
        this.clock = clock;
        // Nothing is in memory yet, so each day is asked for in the database.
        this.standing = new Standing(LocalDate.MAX, Map.of(), menus.onSale());
    }

    @Override
    public String boardName() {
        return Sales.BOARD;
    }

    @Override
    public void renew() {
        LocalDate first = LocalDate.now(clock).minusDays(MOST_DAYS);
        Map<LocalDate, Map<MenuId, Sold>> days = sales.since(first);
        synchronized (this) {
            standing = new Standing(first, days, menus.onSale());
        }
    }

    @Override
    public String path() {
        return PopularMenuController.PATH;
    }

    @Override
    public Answer answer() {
        return best(DAYS, Ranking.By.ORDERS, LIMIT);
    }

    /** From the start of the day that many days ago until now. */
    Answer best(int days, Ranking.By by, int limit) {
        LocalDate today = LocalDate.now(clock);
        return best(new Ranking(today.minusDays(days), today, by, limit));
    }

    Answer bestOn(LocalDate day, Ranking.By by, int limit) {
        return best(new Ranking(day, day, by, limit));
    }

    private Answer best(Ranking asked) {
        menus.requireMenus();
        Standing now = upToDate();
        Answer known = now.answers().get(asked);
        if (known != null) {
            return known;
        }
        Answer answer = encode(asked, now);
        if (now.answers().size() < MOST_REMEMBERED) {
            now.answers().put(asked, answer);
        }
        return answer;
    }

    /** A name or a hidden menu may have changed since the counts did. */
    private Standing upToDate() {
        Standing now = standing;
        return now.onSale().edition() == menus.onSale().edition() ? now : withPresentMenus();
    }

    /** Under one lock with {@link #renew}, so that old counts are never put back over new ones. */
    private synchronized Standing withPresentMenus() {
        standing = new Standing(standing.first(), standing.days(), menus.onSale());
        return standing;
    }

    private Answer encode(Ranking asked, Standing now) {
        Comparator<Map.Entry<MenuId, Sold>> best = comparingLong(
                        (Map.Entry<MenuId, Sold> entry) -> asked.by().score(entry.getValue()))
                .reversed()
                .thenComparing(Map.Entry::getKey);
        List<PopularMenu> lines = soldIn(asked, now).entrySet().stream()
                .filter(entry -> entry.getValue().orders() > 0)
                .filter(entry -> now.onSale().menus().containsKey(entry.getKey()))
                .sorted(best)
                .limit(asked.limit())
                .map(entry -> line(requireNonNull(now.onSale().menus().get(entry.getKey())), entry.getValue()))
                .toList();
        return new Answer(json.writeValueAsBytes(lines));
    }

    private static PopularMenu line(Menu menu, Sold sold) {
        return new PopularMenu(menu.id().toString(), menu.name(), sold.orders());
    }

    private Map<MenuId, Sold> soldIn(Ranking asked, Standing now) {
        if (asked.first().isBefore(now.first())) {
            return soldLongAgo(asked);
        }
        Map<MenuId, Sold> sum = new HashMap<>();
        asked.first()
                .datesUntil(asked.last().plusDays(1))
                .forEach(day -> now.days()
                        .getOrDefault(day, Map.of())
                        .forEach((menu, sold) -> sum.merge(menu, sold, Sold::plus)));
        return sum;
    }

    private Map<MenuId, Sold> soldLongAgo(Ranking asked) {
        try {
            if (!longAgo.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TryAgainLater("too many ask for days of long ago");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new TryAgainLater("stopping");
        }
        try {
            return sales.between(asked.first(), asked.last());
        } finally {
            longAgo.release();
        }
    }

    private record Standing(
            LocalDate first,
            Map<LocalDate, Map<MenuId, Sold>> days,
            MenuBoard.OnSale onSale,
            Map<Ranking, Answer> answers) {

        Standing(LocalDate first, Map<LocalDate, Map<MenuId, Sold>> days, MenuBoard.OnSale onSale) {
            this(first, days, onSale, new ConcurrentHashMap<>());
        }
    }
}
