@NullMarked
package coffee.local.openapi;

import org.jspecify.annotations.NullMarked;
