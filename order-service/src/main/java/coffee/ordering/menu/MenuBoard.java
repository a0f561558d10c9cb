package coffee.ordering.menu;

import coffee.ordering.shared.MenuId;
import coffee.ordering.shared.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is on offer, from memory: a copy of the menus that is read again when it is half a second old. */
@Component
public class MenuBoard {

    private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();

    private final Menus menus;
    private volatile @Nullable Copy copy;

    MenuBoard(Menus menus) {
        this.menus = menus;
    }

    /** The offers as they are now, to decide many orders by. */
    public Offers offers() {
        Copy current = copy;
        if (current == null || System.nanoTime() - current.readAtNanos() > FRESH_NANOS) {
            current = read();
            copy = current;
        }
        return current.offers();
    }

    private Copy read() {
        // Taken before the menus are read: what changes meanwhile is younger than the copy claims to be.
        long readAt = System.nanoTime();
        return new Copy(
                new Offers(menus.findAll().stream()
                        .map(Menu::offer)
                        .collect(Collectors.toUnmodifiableMap(MenuOffer::menuId, Function.identity()))),
                readAt);
    }

    private record Copy(Offers offers, long readAtNanos) {}

    /** One state of the board. */
    public record Offers(Map<MenuId, MenuOffer> byId) {

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
