package coffee.system;

/** What a display shows. */
public record Board(Http http) {

    /** How many orders of the last seven days hold the menu, as the display counts them. */
    public long orderCount(String menuId) {
        return http.get("/display/best?limit=50")
                .json()
                .valueStream()
                .filter(menu -> menu.get("menuId").asString().equals(menuId))
                .mapToLong(menu -> menu.get("orderCnt").longValue())
                .sum();
    }
}
