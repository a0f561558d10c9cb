/** Requests that no well-behaved client sends: tables of them, and a way to send them to the byte. For tests of both services. */
@NullMarked
package coffee.local.wire;

import org.jspecify.annotations.NullMarked;
