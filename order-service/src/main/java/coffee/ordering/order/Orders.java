package coffee.ordering.order;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All orders. */
interface Orders extends Repository<Order, Long> {

    @Query("select o.customerId from Order o where o.orderNo = :orderNo")
    Optional<Long> customerOf(long orderNo);

    @Query("from Order o left join fetch o.lines where o.orderNo in :orderNos order by o.orderNo desc")
    List<Order> withLines(Collection<Long> orderNos);

    @Query(
            "select o.orderNo from Order o where o.customerId = :customerId and o.orderNo < :before order by o.orderNo desc")
    List<Long> page(long customerId, long before, Limit most);

    @Query("select max(o.orderNo) from Order o")
    Optional<Long> newest();

    @Query("select o.orderNo from Order o where o.orderNo > :above order by o.orderNo")
    List<Long> numbersAbove(long above, Limit most);
}
