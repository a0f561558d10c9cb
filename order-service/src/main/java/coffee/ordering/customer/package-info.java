/** Who the shop knows. */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package coffee.ordering.customer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
