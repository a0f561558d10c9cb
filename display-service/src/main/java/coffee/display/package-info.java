/** What is sold and what sells best, told from events alone. */
@NullMarked
package coffee.display;

import org.jspecify.annotations.NullMarked;
