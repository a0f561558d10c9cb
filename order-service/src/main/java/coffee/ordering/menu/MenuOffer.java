package coffee.ordering.menu;

import coffee.ordering.shared.MenuId;
import coffee.ordering.shared.Money;

/** A menu as a customer is offered it now: the only source of a price. */
public record MenuOffer(MenuId menuId, String menuNm, Money menuPrice, boolean onSale) {}
