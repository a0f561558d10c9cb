package coffee.ordering.menu;

import jakarta.persistence.LockModeType;
import java.util.List;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All menus, hidden ones too. */
interface Menus extends Repository<Menu, Long> {

    List<Menu> findAll();

    @Query("from Menu m left join fetch m.products order by m.menuId")
    List<Menu> findAllWithProducts();

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("from Menu m order by m.menuId")
    List<Menu> lockAll();
}
