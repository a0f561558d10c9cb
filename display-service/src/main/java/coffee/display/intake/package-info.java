/** What comes in from Kafka, each event once. */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "menu", "ranking"})
package coffee.display.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
