@NullMarked
package coffee.local.junit;

import org.jspecify.annotations.NullMarked;
