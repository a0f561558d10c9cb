package coffee.ordering.menu;

import coffee.events.MenuChanged;
import coffee.ordering.shared.MenuId;
import coffee.ordering.shared.Money;
import coffee.ordering.shared.ProductId;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What can be ordered: one product, or a set of several, at one price. */
@Entity
class Menu {

    @Id
    private long menuId;

    private String menuNm;
    private Money menuPrice;
    private boolean onSale;
    private long version;

    @ElementCollection(fetch = FetchType.LAZY)
    @CollectionTable(name = "menu_product", joinColumns = @JoinColumn(name = "menu_id"))
    @OrderColumn(name = "position")
    private List<Product> products = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // for Hibernate
    protected Menu() {}

    private Menu(MenuId menuId, Recipe recipe) {
        this.menuId = menuId.number();
        this.menuNm = recipe.menuNm();
        this.menuPrice = recipe.menuPrice();
        this.onSale = recipe.onSale();
        this.products = productsOf(recipe);
        this.version = 1;
    }

    static Menu create(MenuId menuId, Recipe recipe) {
        return new Menu(menuId, recipe);
    }

    void change(Recipe recipe) {
        menuNm = recipe.menuNm();
        menuPrice = recipe.menuPrice();
        onSale = recipe.onSale();
        products.clear();
        products.addAll(productsOf(recipe));
        version++;
    }

    private static List<Product> productsOf(Recipe recipe) {
        return recipe.products().stream()
                .map(product -> new Product(product.productId().number(), product.productNm()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    long version() {
        return version;
    }

    List<Product> products() {
        return List.copyOf(products);
    }

    MenuId id() {
        return new MenuId(menuId);
    }

    MenuOffer offer() {
        return new MenuOffer(id(), menuNm, menuPrice, onSale);
    }

    MenuChanged changed() {
        return new MenuChanged(
                id().toString(),
                version,
                menuNm,
                menuPrice.won(),
                onSale,
                products.stream().map(Product::told).toList());
    }

    @Embeddable
    record Product(long productId, String productNm) {

        MenuChanged.Product told() {
            return new MenuChanged.Product(new ProductId(productId).toString(), productNm);
        }
    }
}
