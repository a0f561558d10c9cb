package coffee.display.menu;

import coffee.display.shared.Freshness;
import coffee.display.shared.NotFound;
import coffee.display.shared.Params;
import coffee.display.shared.Problem;
import io.swagger.v3.oas.annotations.Operation;
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
@RequestMapping(path = "/display/menu", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "menu")
class MenuController {

    private final MenuBoard board;
    private final Freshness freshness;

    MenuController(MenuBoard board, Freshness freshness) {
        this.board = board;
        this.freshness = freshness;
    }

    @GetMapping
    @Operation(summary = "The menus on sale, by menuId")
    @ApiResponse(
            responseCode = "200",
            content = @Content(array = @ArraySchema(schema = @Schema(implementation = MenuLine.class))))
    @ApiResponse(responseCode = "304", description = "Nothing changed since the given ETag", content = @Content)
    ResponseEntity<byte[]> list() {
        return board.list().response(freshness);
    }

    @GetMapping("/{menuId}")
    @Operation(summary = "One menu on sale, with its products")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MenuDetail.class)))
    @ApiResponse(responseCode = "304", description = "Nothing changed since the given ETag", content = @Content)
    @ApiResponse(
            responseCode = "400",
            description = "INVALID_REQUEST",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "404",
            description = "NOT_FOUND_DATA: unknown, or not on sale",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    ResponseEntity<byte[]> one(@PathVariable String menuId) {
        MenuId id = Params.parsed("menuId", menuId, MenuId.FORM, MenuId::parse);
        return board.one(id).orElseThrow(() -> new NotFound("menu")).response(freshness);
    }

    record MenuLine(String menuId, String menuNm, long menuPrice) {

        static MenuLine of(Menu menu) {
            return new MenuLine(menu.id().toString(), menu.name(), menu.price());
        }
    }

    record MenuDetail(String menuId, String menuNm, long menuPrice, List<Menu.Product> products) {

        static MenuDetail of(Menu menu) {
            return new MenuDetail(menu.id().toString(), menu.name(), menu.price(), menu.products());
        }
    }
}
