package coffee.display.ranking;

import coffee.display.menu.MenuId;
import coffee.display.shared.ErrorCode;
import coffee.display.shared.Freshness;
import coffee.display.shared.Params;
import coffee.display.shared.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = PopularMenuController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "best", description = "What sells best")
@ApiResponse(
        responseCode = "200",
        description = "As many as there are, and no more than asked for",
        content =
                @Content(
                        array =
                                @ArraySchema(
                                        schema = @Schema(implementation = PopularMenuController.PopularMenu.class))))
class PopularMenuController {

    static final String PATH = "/display/best";

    private static final Map<String, Ranking.By> BY = Map.of("qy", Ranking.By.CUPS);
    private static final int MOST = 50;

    private final PopularMenus popular;
    private final Freshness freshness;

    PopularMenuController(PopularMenus popular, Freshness freshness) {
        this.popular = popular;
        this.freshness = freshness;
    }

    @GetMapping
    @Operation(
            summary = "What sells best: the menus in most orders of the last days",
            description =
                    "From the start of the shop's day that many days ago until now. A cancelled order does not count; ties go to the smaller menuId.")
    @Refuses(ErrorCode.INVALID_REQUEST)
    ResponseEntity<byte[]> best(
            @Parameter(
                            description = "At most so many",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "50", defaultValue = "3"))
                    @RequestParam(required = false)
                    @Nullable
                    String limit,
            @Parameter(
                            description = "How many days back",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "30", defaultValue = "7"))
                    @RequestParam(required = false)
                    @Nullable
                    String days,
            @Parameter(
                            description = "Ranks by cups instead of orders",
                            schema = @Schema(type = "string", allowableValues = "qy"))
                    @RequestParam(required = false)
                    @Nullable
                    String by) {
        Params params = new Params();
        int most = params.whole("limit", limit, PopularMenus.LIMIT, 1, MOST);
        int back = params.whole("days", days, PopularMenus.DAYS, 1, PopularMenus.MOST_DAYS);
        Ranking.By ranked = params.oneOf("by", by, Ranking.By.ORDERS, BY);
        params.refuseIfWrong();
        return popular.best(back, ranked, most).response(freshness);
    }

    @GetMapping("/{day}")
    @Operation(
            summary = "What sold best on one day of the shop",
            description = "A day of long ago is read from the database, and refused with 503 while that is away.")
    @Refuses(ErrorCode.INVALID_REQUEST)
    ResponseEntity<byte[]> bestOn(
            @Parameter(
                            description = "The day",
                            example = "2026-11-21",
                            schema = @Schema(type = "string", format = "date"))
                    @PathVariable
                    String day,
            @Parameter(
                            description = "At most so many",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "50", defaultValue = "10"))
                    @RequestParam(required = false)
                    @Nullable
                    String limit,
            @Parameter(
                            description = "Ranks by cups instead of orders",
                            schema = @Schema(type = "string", allowableValues = "qy"))
                    @RequestParam(required = false)
                    @Nullable
                    String by) {
        LocalDate date = Params.parsed("day", day, Params.DAY_FORM, Params::day);
        Params params = new Params();
        int most = params.whole("limit", limit, 10, 1, MOST);
        Ranking.By ranked = params.oneOf("by", by, Ranking.By.ORDERS, BY);
        params.refuseIfWrong();
        return popular.bestOn(date, ranked, most).response(freshness);
    }

    record PopularMenu(
            @Schema(example = MenuId.FORM) String menuId,

            @Schema(example = "아이스 아메리카노") String menuNm,

            @Schema(description = "How many orders hold it, however many cups", example = "42")
            long orderCnt) {}
}
