/** Events, written with what they tell of, and sent to Kafka afterwards. */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package coffee.ordering.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
