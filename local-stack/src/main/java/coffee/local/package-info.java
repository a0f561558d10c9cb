/** One command runs the whole system: real servers, both services and a stand-in for the data platform. */
@NullMarked
package coffee.local;

import org.jspecify.annotations.NullMarked;
