@NullMarked
package coffee.local.wire;

import org.jspecify.annotations.NullMarked;
