-- The day of the event itself, in UTC: marks are forgotten by it (intake.Forgetting). Those that are here already get the day of this
-- migration, and so are kept a little longer than they need be. The default stays for an instance of the last version that still writes.
ALTER TABLE applied_event
    ADD COLUMN IF NOT EXISTS day DATE NOT NULL DEFAULT (CURRENT_DATE),
    ADD INDEX IF NOT EXISTS applied_event_day (day);
