/** Whether the display counts what the orders say. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "menu", "ranking", "intake", "orders"})
package coffee.display.reconciliation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
