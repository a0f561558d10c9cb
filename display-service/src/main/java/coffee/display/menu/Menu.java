package coffee.display.menu;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import org.hibernate.annotations.Immutable;

/** A menu as it was last heard of. Written by {@link MenuBoard#put} alone, and only forward; read here. */
@Entity
@Immutable
public class Menu {

    @Id
    @Column(name = "menu_id")
    private long number;

    private String name;

    private long price;

    private boolean onSale;

    @Column(columnDefinition = "text")
    @Convert(converter = ProductsInJson.class)
    private List<Product> products;

    @SuppressWarnings("NullAway.Init")
    protected Menu() {}

    public MenuId id() {
        return new MenuId(number);
    }

    public String name() {
        return name;
    }

    public boolean isOnSale() {
        return onSale;
    }

    long price() {
        return price;
    }

    List<Product> products() {
        return products;
    }

    record Product(
            @Schema(example = "PROD-00000001") String productId,

            @Schema(example = "에스프레소") String productNm) {}
}
