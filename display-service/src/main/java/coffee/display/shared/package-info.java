/** What every feature stands on: settings, time, answers, refusals, who may come in. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package coffee.display.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
