/** What order-service says of its orders: the only place that knows where it is. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "menu", "ranking"})
package coffee.display.orders;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
