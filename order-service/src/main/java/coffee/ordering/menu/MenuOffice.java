package coffee.ordering.menu;

import coffee.ordering.outbox.Outbox;
import coffee.ordering.shared.MenuId;
import coffee.ordering.shared.Refusal;
import coffee.ordering.shared.ShopClock;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where staff make and change menus. Each change is told to the outside from its own transaction. */
@Component
class MenuOffice {

    private final Menus menus;
    private final EntityManager entities;
    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final ShopClock clock;

    MenuOffice(Menus menus, EntityManager entities, JdbcClient jdbc, Outbox outbox, ShopClock clock) {
        this.menus = menus;
        this.entities = entities;
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    List<MenuController.MenuView> all() {
        return menus.findAllWithProducts().stream()
                .map(MenuController.MenuView::of)
                .toList();
    }

    @Transactional
    MenuController.MenuView create(Recipe recipe) {
        Menu menu = Menu.create(nextId(), recipe);
        entities.persist(menu);
        return told(menu);
    }

    @Transactional
    MenuController.MenuView change(MenuId menuId, Recipe recipe) {
        // The lock puts the events of one menu in the order of its versions.
        Menu menu = entities.find(Menu.class, menuId.number(), LockModeType.PESSIMISTIC_WRITE);
        if (menu == null) {
            throw new Refusal.UnknownMenu(menuId);
        }
        menu.change(recipe);
        return told(menu);
    }

    /** Tells all menus once more, as they are. Locked, so that an old version is not told after a new one. */
    @Transactional
    int republish() {
        List<Menu> all = menus.lockAll();
        all.forEach(this::told);
        return all.size();
    }

    private MenuController.MenuView told(Menu menu) {
        outbox.append(menu.changed(), clock.now());
        return MenuController.MenuView.of(menu);
    }

    private MenuId nextId() {
        return jdbc.sql("SELECT NEXT VALUE FOR menu_no")
                .query((row, number) -> new MenuId(row.getLong(1)))
                .single();
    }
}
