package coffee.ordering.outbox;

import coffee.events.EncodedEvent;

/** An event that waits to be sent. */
record OutboxRow(long id, EncodedEvent event) {}
