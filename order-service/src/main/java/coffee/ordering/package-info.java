/** order-service. One package is one feature; {@code package-info} of each says what it may use of the others. */
@NullMarked
package coffee.ordering;

import org.jspecify.annotations.NullMarked;
