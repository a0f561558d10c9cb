package coffee.ordering.order;

import coffee.events.OrderedMenu;
import coffee.ordering.menu.MenuOffer;
import coffee.ordering.shared.MenuId;
import coffee.ordering.shared.Money;
import jakarta.persistence.Embeddable;

/** A menu in an order, with its name and price as they were, and how many cups. */
@Embeddable
record OrderLine(long menuId, String menuNm, Money menuPrice, int qy) {

    static OrderLine of(MenuOffer offer, int qy) {
        return new OrderLine(offer.menuId().number(), offer.menuNm(), offer.menuPrice(), qy);
    }

    Money price() {
        return menuPrice.times(qy);
    }

    OrderedMenu told() {
        return new OrderedMenu(new MenuId(menuId).toString(), menuNm, menuPrice.won(), qy);
    }
}
