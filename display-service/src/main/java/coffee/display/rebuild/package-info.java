/** The counts, made anew from the orders beside the live ones, which they replace in one step. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "intake", "orders"})
package coffee.display.rebuild;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
