package coffee.events;

import static java.util.Objects.requireNonNull;

/** One line of an order: a menu, with its name and price as they were, and the number of cups. */
public record OrderedMenu(String menuId, String menuNm, long menuPrice, int qy) {

    public OrderedMenu {
        requireNonNull(menuId, "menuId");
        requireNonNull(menuNm, "menuNm");
        if (menuPrice < 0 || qy < 1) {
            throw new IllegalArgumentException("no line of an order: price " + menuPrice + ", quantity " + qy);
        }
    }
}
