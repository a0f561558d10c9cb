/** What sells best. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "menu"})
package coffee.display.ranking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
