/** Values, refusals, time, and how the service speaks HTTP: what every feature needs. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package coffee.ordering.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
