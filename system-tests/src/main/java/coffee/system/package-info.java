/** The whole system, as somebody outside meets it: processes, HTTP, and nothing of its classes. */
@NullMarked
package coffee.system;

import org.jspecify.annotations.NullMarked;
