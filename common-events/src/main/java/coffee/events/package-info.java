/** The contract between the services, and with anybody else who listens: events, topics and their one codec. */
@NullMarked
package coffee.events;

import org.jspecify.annotations.NullMarked;
