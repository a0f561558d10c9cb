-- Before the relay sends an event it looks whether an earlier one of its key still waits.
ALTER TABLE outbox ADD INDEX IF NOT EXISTS by_key (aggregate_id, id);
