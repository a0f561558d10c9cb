@NullMarked
package coffee.local.server;

import org.jspecify.annotations.NullMarked;
