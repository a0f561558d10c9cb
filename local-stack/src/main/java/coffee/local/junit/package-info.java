/** Real MariaDB and real Kafka for tests: {@link coffee.local.junit.RealServers} on a class is all it takes. */
@NullMarked
package coffee.local.junit;

import org.jspecify.annotations.NullMarked;
