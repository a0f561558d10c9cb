@NullMarked
package coffee.local;

import org.jspecify.annotations.NullMarked;
