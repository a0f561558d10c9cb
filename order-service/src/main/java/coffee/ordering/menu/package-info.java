/** What the shop sells, and for how much. */
@ApplicationModule(allowedDependencies = {"shared", "outbox"})
@NullMarked
package coffee.ordering.menu;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
