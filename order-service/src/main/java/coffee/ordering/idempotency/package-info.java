/** Answers that were given once and stay what they are. */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package coffee.ordering.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
