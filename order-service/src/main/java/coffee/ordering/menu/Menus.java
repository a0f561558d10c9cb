package coffee.ordering.menu;

import java.util.List;
import org.springframework.data.repository.Repository;

/** All menus, hidden ones too. */
interface Menus extends Repository<Menu, Long> {

    List<Menu> findAll();
}
