package coffee.display.menu;

import static java.util.Comparator.comparingLong;

import coffee.display.shared.Answer;
import coffee.display.shared.Board;
import coffee.display.shared.Exhibit;
import coffee.display.shared.TryAgainLater;
import coffee.events.MenuChanged;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What is on sale now, shown from memory. */
@Component
public class MenuBoard implements Board, Exhibit {

    private static final String PUT = """
            INSERT INTO menu (menu_id, version, name, price, on_sale, products) VALUES (?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE
              name = IF(VALUES(version) >= version, VALUES(name), name),
              price = IF(VALUES(version) >= version, VALUES(price), price),
              on_sale = IF(VALUES(version) >= version, VALUES(on_sale), on_sale),
              products = IF(VALUES(version) >= version, VALUES(products), products),
              version = GREATEST(version, VALUES(version))
            """;

    private final Menus menus;
    private final JdbcTemplate jdbc;
    private final JsonMapper json;
    private volatile Shown shown;

    MenuBoard(Menus menus, JdbcTemplate jdbc, JsonMapper json) {
        this.menus = menus;
        this.jdbc = jdbc;
        this.json = json;
        this.shown = shown(0, List.of());
    }

    /**
     * Writes within the caller's transaction; of one menu only the highest version counts.
     *
     * @return how many were not known yet
     */
    public int put(Map<MenuId, MenuChanged> changes) {
        if (changes.isEmpty()) {
            return 0;
        }
        Map<Long, Long> known = knownVersions();
        List<Object[]> rows = new TreeMap<>(changes)
                .entrySet().stream()
                        .map(change -> row(change.getKey(), change.getValue()))
                        .toList();
        jdbc.batchUpdate(PUT, rows);
        jdbc.update("UPDATE board_version SET version = version + 1 WHERE board = ?", boardName());
        return (int) changes.entrySet().stream()
                .filter(change -> change.getValue().version()
                        > known.getOrDefault(change.getKey().number(), Long.MIN_VALUE))
                .count();
    }

    private Map<Long, Long> knownVersions() {
        Map<Long, Long> versions = new HashMap<>();
        jdbc.query("SELECT menu_id, version FROM menu", row -> {
            versions.put(row.getLong(1), row.getLong(2));
        });
        return versions;
    }

    public static BinaryOperator<MenuChanged> newer() {
        return BinaryOperator.maxBy(comparingLong(MenuChanged::version));
    }

    @Override
    public String boardName() {
        return "menu";
    }

    @Override
    public synchronized void renew() {
        shown = shown(shown.onSale().edition() + 1, menus.findAllByOrderByNumber());
    }

    /** An empty board would be a wrong one where nothing was ever heard of a menu. */
    public void requireMenus() {
        if (!shown.any()) {
            throw new TryAgainLater("no menus yet");
        }
    }

    public OnSale onSale() {
        return shown.onSale();
    }

    boolean hasMenus() {
        return shown.any();
    }

    @Override
    public String path() {
        return MenuController.PATH;
    }

    /** All of them. */
    @Override
    public Answer answer() {
        requireMenus();
        return shown.list();
    }

    Optional<Answer> one(MenuId id) {
        requireMenus();
        return Optional.ofNullable(shown.each().get(id));
    }

    private Object[] row(MenuId id, MenuChanged menu) {
        String products = json.writeValueAsString(menu.products());
        return new Object[] {id.number(), menu.version(), menu.menuNm(), menu.menuPrice(), menu.onSale(), products};
    }

    private Shown shown(long edition, Collection<Menu> all) {
        Map<MenuId, Menu> onSale = new TreeMap<>();
        Map<MenuId, Answer> each = new TreeMap<>();
        for (Menu menu : all) {
            if (menu.isOnSale()) {
                onSale.put(menu.id(), menu);
                each.put(menu.id(), new Answer(json.writeValueAsBytes(MenuController.MenuDetail.of(menu))));
            }
        }
        List<MenuController.MenuLine> lines =
                onSale.values().stream().map(MenuController.MenuLine::of).toList();
        return new Shown(
                !all.isEmpty(),
                new OnSale(edition, Map.copyOf(onSale)),
                Map.copyOf(each),
                new Answer(json.writeValueAsBytes(lines)));
    }

    private record Shown(boolean any, OnSale onSale, Map<MenuId, Answer> each, Answer list) {}

    /** The menus on sale, in an edition that changes whenever anything about them does. */
    public record OnSale(long edition, Map<MenuId, Menu> menus) {}
}
