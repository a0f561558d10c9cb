/** The menu board: what is on sale now. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared"})
package coffee.display.menu;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
