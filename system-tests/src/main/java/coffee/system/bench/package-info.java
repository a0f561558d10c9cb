/** How fast it is, measured through the same doors that everybody uses. */
@NullMarked
package coffee.system.bench;

import org.jspecify.annotations.NullMarked;
