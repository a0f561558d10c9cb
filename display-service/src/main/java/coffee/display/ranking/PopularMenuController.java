package coffee.display.ranking;

import coffee.display.shared.Freshness;
import coffee.display.shared.Params;
import coffee.display.shared.Problem;
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
@RequestMapping(path = "/display/best", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "best")
@ApiResponse(
        responseCode = "200",
        content =
                @Content(
                        array =
                                @ArraySchema(
                                        schema = @Schema(implementation = PopularMenuController.PopularMenu.class))))
@ApiResponse(responseCode = "304", description = "Nothing changed since the given ETag", content = @Content)
@ApiResponse(
        responseCode = "400",
        description = "INVALID_REQUEST",
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        schema = @Schema(implementation = Problem.class)))
class PopularMenuController {

    private static final Map<String, Ranking.By> BY = Map.of("qy", Ranking.By.CUPS);
    private static final int MOST = 50;

    private final PopularMenus popular;
    private final Freshness freshness;

    PopularMenuController(PopularMenus popular, Freshness freshness) {
        this.popular = popular;
        this.freshness = freshness;
    }

    @GetMapping
    @Operation(summary = "The menus in most orders, from the start of the day that many days ago until now")
    ResponseEntity<byte[]> best(
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "50", defaultValue = "3"))
                    @RequestParam(required = false)
                    @Nullable
                    String limit,
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "30", defaultValue = "7"))
                    @RequestParam(required = false)
                    @Nullable
                    String days,
            @Parameter(description = "ranks by cups", schema = @Schema(allowableValues = "qy"))
                    @RequestParam(required = false)
                    @Nullable
                    String by) {
        Params params = new Params();
        int most = params.whole("limit", limit, 3, 1, MOST);
        int back = params.whole("days", days, 7, 1, PopularMenus.MOST_DAYS);
        Ranking.By ranked = params.oneOf("by", by, Ranking.By.ORDERS, BY);
        params.refuseIfWrong();
        return popular.best(back, ranked, most).response(freshness);
    }

    @GetMapping("/{day}")
    @Operation(summary = "The same for one day of the shop")
    @ApiResponse(
            responseCode = "503",
            description = "TRY_AGAIN_LATER: a day of long ago while the database is away",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    ResponseEntity<byte[]> bestOn(
            @Parameter(schema = @Schema(type = "string", format = "date")) @PathVariable String day,
            @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "50", defaultValue = "10"))
                    @RequestParam(required = false)
                    @Nullable
                    String limit,
            @Parameter(description = "ranks by cups", schema = @Schema(allowableValues = "qy"))
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

    record PopularMenu(String menuId, String menuNm, long orderCnt) {}
}
