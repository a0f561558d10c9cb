/** A service's OpenAPI page as something that tests can hold its answers against. */
@NullMarked
package coffee.local.openapi;

import org.jspecify.annotations.NullMarked;
