/** Who the shop knows, and how one becomes a customer. */
@ApplicationModule(allowedDependencies = {"shared", "point"})
@NullMarked
package coffee.ordering.customer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
