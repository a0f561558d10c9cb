package coffee.ordering.menu;

import coffee.ordering.shared.MenuId;
import coffee.ordering.shared.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What is on offer, from memory: a copy of the menus that is read again when it is half a second old. Whoever would refuse an order by it has
 * to look again first, since a refusal is final for its key.
 */
@Component
public class MenuBoard {

    private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();

    private final Menus menus;
    private volatile @Nullable Copy copy;

    MenuBoard(Menus menus) {
        this.menus = menus;
    }

    /** The offers as they are now, to decide the orders of one batch by. */
    public Offers offers() {
        Copy current = copy;
        return current == null || System.nanoTime() - current.readAtNanos() > FRESH_NANOS
                ? new Offers(read(), true)
                : new Offers(current.byId(), false);
    }

    private Map<MenuId, MenuOffer> read() {
        // Taken before the menus are read: what changes meanwhile is younger than the copy claims to be.
        long readAt = System.nanoTime();
        Map<MenuId, MenuOffer> byId = menus.findAll().stream()
                .map(Menu::offer)
                .collect(Collectors.toUnmodifiableMap(MenuOffer::menuId, Function.identity()));
        copy = new Copy(byId, readAt);
        return byId;
    }

    private record Copy(Map<MenuId, MenuOffer> byId, long readAtNanos) {}

    /** The board as it is for the orders of one batch. */
    public final class Offers {

        private Map<MenuId, MenuOffer> byId;
        private boolean justRead;

        private Offers(Map<MenuId, MenuOffer> byId, boolean justRead) {
            this.byId = byId;
            this.justRead = justRead;
        }

        /** @return whether there may be something new: menus are read but once in a batch */
        public boolean lookAgain() {
            if (justRead) {
                return false;
            }
            byId = read();
            justRead = true;
            return true;
        }

        /** @throws Refusal where there is no such menu, or it is not sold */
        public MenuOffer toOrder(MenuId menuId) {
            MenuOffer offer = byId.get(menuId);
            if (offer == null) {
                throw new Refusal.UnknownMenu(menuId);
            }
            if (!offer.onSale()) {
                throw new Refusal.NotOnSale(menuId);
            }
            return offer;
        }
    }
}
