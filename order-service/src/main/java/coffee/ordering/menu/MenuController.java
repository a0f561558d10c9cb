package coffee.ordering.menu;

import coffee.ordering.shared.ErrorCode;
import coffee.ordering.shared.Fields;
import coffee.ordering.shared.MenuId;
import coffee.ordering.shared.Money;
import coffee.ordering.shared.ProductId;
import coffee.ordering.shared.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Menus for staff. */
@Tag(name = "staff")
@SecurityRequirement(name = "staff")
@RestController
@RequestMapping(path = "/admin/menu", produces = MediaType.APPLICATION_JSON_VALUE)
class MenuController {

    private final MenuOffice office;

    MenuController(MenuOffice office) {
        this.office = office;
    }

    @Operation(summary = "All menus, hidden ones too")
    @GetMapping
    List<MenuView> all() {
        return office.all();
    }

    @Operation(summary = "Make a menu")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    MenuView create(@RequestBody MenuRequest request) {
        return office.create(request.parsed());
    }

    @Operation(summary = "Change a menu; orders see it within a second, the display when its event arrives")
    @Refuses(ErrorCode.NOT_FOUND_DATA)
    @PutMapping(path = "/{menuId}", consumes = MediaType.APPLICATION_JSON_VALUE)
    MenuView change(@PathVariable String menuId, @RequestBody MenuRequest request) {
        return office.change(Fields.one("menuId", menuId, MenuId::parse), request.parsed());
    }

    @Operation(summary = "Send the event of every menu again")
    @PostMapping("/republish")
    RepublishResponse republish() {
        return new RepublishResponse(office.republish());
    }

    record RepublishResponse(
            @Schema(description = "So many events were told again", example = "6")
            int menus) {}

    record MenuRequest(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "Its name; white space around it is left out",
                    example = "아이스 아메리카노",
                    minLength = 1,
                    maxLength = Recipe.LONGEST_NAME)
            @Nullable
            String menuNm,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "The price of one",
                    example = "4200",
                    minimum = "1",
                    maximum = "" + Recipe.DEAREST)
            @Nullable
            Long menuPrice,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "Whether it is on sale",
                    example = "Y",
                    allowableValues = {"Y", "N"})
            @Nullable
            String useYn,

            @ArraySchema(
                    minItems = 1,
                    maxItems = Recipe.MOST_PRODUCTS,
                    arraySchema =
                            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "What it is made of"))
            @Nullable
            List<@Nullable ProductRequest> products) {

        Recipe parsed() {
            Fields fields = new Fields();
            Fields.Parsed<String> name = fields.parse("menuNm", menuNm, Recipe::name);
            Fields.Parsed<Money> price = fields.parse("menuPrice", menuPrice, Recipe::price);
            Fields.Parsed<Boolean> onSale = fields.parse("useYn", useYn, Recipe::yes);
            List<@Nullable ProductRequest> wanted = products == null ? List.of() : products;
            fields.check(
                    "products",
                    !wanted.isEmpty() && wanted.size() <= Recipe.MOST_PRODUCTS,
                    "invalid.products",
                    1,
                    Recipe.MOST_PRODUCTS);
            List<ParsedProduct> parsed = new ArrayList<>();
            for (int i = 0; i < Math.min(wanted.size(), Recipe.MOST_PRODUCTS); i++) {
                parsed.add(ParsedProduct.of(fields, "products[" + i + "]", wanted.get(i)));
            }
            fields.refuseIfWrong();
            return new Recipe(
                    name.value(),
                    price.value(),
                    onSale.value(),
                    parsed.stream().map(ParsedProduct::value).toList());
        }
    }

    record ProductRequest(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String productId,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "Its name",
                    example = "아이스 아메리카노",
                    minLength = 1,
                    maxLength = Recipe.LONGEST_NAME)
            @Nullable
            String productNm) {}

    private record ParsedProduct(Fields.Parsed<ProductId> id, Fields.Parsed<String> name) {

        static ParsedProduct of(Fields fields, String at, @Nullable ProductRequest product) {
            return new ParsedProduct(
                    fields.parse(at + ".productId", product == null ? null : product.productId(), ProductId::parse),
                    fields.parse(at + ".productNm", product == null ? null : product.productNm(), Recipe::name));
        }

        Recipe.Product value() {
            return new Recipe.Product(id.value(), name.value());
        }
    }

    record MenuView(
            String menuId,

            @Schema(description = "Its name", example = "아이스 아메리카노")
            String menuNm,

            @Schema(description = "The price of one", example = "4200")
            long menuPrice,

            @Schema(
                    description = "Whether it is on sale",
                    example = "Y",
                    allowableValues = {"Y", "N"})
            String useYn,

            @Schema(description = "How often it was changed, counting from 1", example = "1")
            long version,

            @Schema(description = "What it is made of") List<ProductView> products) {

        static MenuView of(Menu menu) {
            MenuOffer offer = menu.offer();
            return new MenuView(
                    offer.menuId().toString(),
                    offer.menuNm(),
                    offer.menuPrice().won(),
                    offer.onSale() ? "Y" : "N",
                    menu.version(),
                    menu.products().stream()
                            .map(product ->
                                    new ProductView(new ProductId(product.productId()).toString(), product.productNm()))
                            .toList());
        }
    }

    record ProductView(
            String productId,

            @Schema(description = "Its name", example = "아이스 아메리카노")
            String productNm) {}
}
