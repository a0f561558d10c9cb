/** Paid orders, told to the outside data platform: read from their topic, sent one by one, put aside where that cannot be done. */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package coffee.ordering.dataplatform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
