package coffee.events;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** A menu as it is now. The highest version is the truth, whatever order they arrive in. */
public record MenuChanged(
        String menuId, long version, String menuNm, long menuPrice, boolean onSale, List<Product> products)
        implements CoffeeEvent {

    public MenuChanged {
        requireNonNull(menuId, "menuId");
        requireNonNull(menuNm, "menuNm");
        products = List.copyOf(products);
    }

    @Override
    public String id() {
        return menuId + "/v" + version;
    }

    @Override
    public Topic topic() {
        return Topic.MENU;
    }

    @Override
    public String key() {
        return menuId;
    }

    /** What a menu is made of: one product, or the several of a set. */
    public record Product(String productId, String productNm) {

        public Product {
            requireNonNull(productId, "productId");
            requireNonNull(productNm, "productNm");
        }
    }
}
