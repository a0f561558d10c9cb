/** Prepaid points: accounts, gift lots and the ledger that explains every balance. */
@ApplicationModule(allowedDependencies = {"shared", "desk", "idempotency"})
@NullMarked
package coffee.ordering.point;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
