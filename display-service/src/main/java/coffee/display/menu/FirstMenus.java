package coffee.display.menu;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Not ready before the first menus: an empty board would be a wrong one. */
@Component
class FirstMenus implements HealthIndicator {

    private final MenuBoard board;

    FirstMenus(MenuBoard board) {
        this.board = board;
    }

    @Override
    public Health health() {
        return (board.hasMenus() ? Health.up() : Health.outOfService()).build();
    }
}
