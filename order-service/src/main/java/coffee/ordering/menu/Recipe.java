package coffee.ordering.menu;

import coffee.ordering.shared.InvalidValue;
import coffee.ordering.shared.Money;
import coffee.ordering.shared.ProductId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What staff decide about a menu. */
record Recipe(String menuNm, Money menuPrice, boolean onSale, List<Product> products) {

    static final int MOST_PRODUCTS = 20;
    static final int LONGEST_NAME = 100;
    /** So low that the largest order is far from the largest amount of money. */
    static final long DEAREST = 100_000_000;

    Recipe {
        products = List.copyOf(products);
    }

    record Product(ProductId productId, String productNm) {}

    static String name(@Nullable String text) {
        if (text == null) {
            throw new InvalidValue("invalid.required");
        }
        String name = text.strip();
        if (name.isEmpty() || text.codePointCount(0, text.length()) > LONGEST_NAME || isUnprintable(name)) {
            throw new InvalidValue("invalid.name", 1, LONGEST_NAME);
        }
        return name;
    }

    private static boolean isUnprintable(String name) {
        return name.codePoints()
                .anyMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
    }

    static Money price(@Nullable Long won) {
        if (won == null) {
            throw new InvalidValue("invalid.required");
        }
        if (won < 1 || won > DEAREST) {
            throw new InvalidValue("invalid.range", 1, DEAREST);
        }
        return new Money(won);
    }

    static boolean yes(@Nullable String yn) {
        return switch (yn) {
            case "Y" -> true;
            case "N" -> false;
            case null, default -> throw new InvalidValue(yn == null ? "invalid.required" : "invalid.yn");
        };
    }
}
