/** The one place where accounts change: many commands, one transaction. */
@ApplicationModule(allowedDependencies = {"shared", "idempotency"})
@NullMarked
package coffee.ordering.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
