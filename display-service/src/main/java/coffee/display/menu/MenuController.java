package coffee.display.menu;

import coffee.display.shared.ErrorCode;
import coffee.display.shared.Freshness;
import coffee.display.shared.NotFound;
import coffee.display.shared.Params;
import coffee.display.shared.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = MenuController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "menu", description = "What is on sale")
class MenuController {

    static final String PATH = "/display/menu";

    private final MenuBoard board;
    private final Freshness freshness;

    MenuController(MenuBoard board, Freshness freshness) {
        this.board = board;
        this.freshness = freshness;
    }

    @GetMapping
    @Operation(operationId = "menus", summary = "The menus on sale, by menuId")
    @ApiResponse(
            responseCode = "200",
            description = "All of them",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = MenuLine.class))))
    ResponseEntity<byte[]> list() {
        return board.answer().response(freshness);
    }

    @GetMapping("/{menuId}")
    @Operation(operationId = "menu", summary = "One menu on sale, with its products")
    @ApiResponse(
            responseCode = "200",
            description = "It is on sale",
            content = @Content(schema = @Schema(implementation = MenuDetail.class)))
    @Refuses({ErrorCode.INVALID_REQUEST, ErrorCode.NOT_FOUND_DATA})
    ResponseEntity<byte[]> one(
            @Parameter(
                            description = "Which menu",
                            example = MenuId.FORM,
                            schema = @Schema(type = "string", pattern = MenuId.WRITING))
                    @PathVariable
                    String menuId) {
        MenuId id = Params.parsed("menuId", menuId, MenuId.FORM, MenuId::parse);
        return board.one(id).orElseThrow(() -> new NotFound("menu")).response(freshness);
    }

    record MenuLine(
            @Schema(example = MenuId.FORM) String menuId,

            @Schema(example = "아이스 아메리카노") String menuNm,

            @Schema(description = "In won", example = "4200")
            long menuPrice) {

        static MenuLine of(Menu menu) {
            return new MenuLine(menu.id().toString(), menu.name(), menu.price());
        }
    }

    record MenuDetail(
            @Schema(example = MenuId.FORM) String menuId,

            @Schema(example = "아이스 아메리카노") String menuNm,

            @Schema(description = "In won", example = "4200")
            long menuPrice,

            @Schema(description = "What it is made of: one product, or the several of a set")
            List<Menu.Product> products) {

        static MenuDetail of(Menu menu) {
            return new MenuDetail(menu.id().toString(), menu.name(), menu.price(), menu.products());
        }
    }
}
