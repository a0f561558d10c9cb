package coffee.ordering.order;

import coffee.ordering.desk.Command;
import coffee.ordering.shared.CustomerId;
import coffee.ordering.shared.InvalidValue;
import coffee.ordering.shared.MenuId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A customer orders menus. Each menu is named once, in the order in which it was first named. */
record PlaceOrder(CustomerId customerId, List<Wish> wishes) implements Command {

    static final int MOST_CUPS = 100;

    PlaceOrder {
        wishes = List.copyOf(wishes);
    }

    @Override
    public String operation() {
        return "order";
    }

    @Override
    public String wording() {
        return wishes.stream().map(wish -> wish.menuId() + " x " + wish.qy()).collect(Collectors.joining(", "));
    }

    static boolean isQuantity(int cups) {
        return cups >= 1 && cups <= MOST_CUPS;
    }

    static int quantity(@Nullable Integer cups) {
        if (cups == null) {
            throw new InvalidValue("invalid.required");
        }
        if (!isQuantity(cups)) {
            throw new InvalidValue("invalid.range", 1, MOST_CUPS);
        }
        return cups;
    }

    /** So many cups of a menu. */
    record Wish(MenuId menuId, int qy) {}
}
