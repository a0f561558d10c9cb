/** Everything goes wrong at once, from one seed, and afterwards everything is held against everything. */
@NullMarked
package coffee.system.chaos;

import org.jspecify.annotations.NullMarked;
