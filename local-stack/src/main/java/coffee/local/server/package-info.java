/** Real servers as child processes: started, asked whether they answer, killed, started again. */
@NullMarked
package coffee.local.server;

import org.jspecify.annotations.NullMarked;
