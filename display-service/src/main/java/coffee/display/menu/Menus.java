package coffee.display.menu;

import java.util.List;
import org.springframework.data.repository.Repository;

interface Menus extends Repository<Menu, Long> {

    List<Menu> findAllByOrderByNumber();
}
