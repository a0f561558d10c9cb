/** Orders: taken, paid with points, told to the outside. */
@ApplicationModule(allowedDependencies = {"shared", "desk", "idempotency", "menu", "point", "outbox"})
@NullMarked
package coffee.ordering.order;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
