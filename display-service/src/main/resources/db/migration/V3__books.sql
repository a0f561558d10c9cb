-- Counts and marks belong to a book. The boards are read from the live one; a rebuild writes a new one beside it, until this one row says that
-- the new one is live (intake.Books).
CREATE TABLE IF NOT EXISTS books (
    only_row BOOLEAN NOT NULL DEFAULT TRUE CHECK (only_row),
    live INT NOT NULL,
    beside INT,
    PRIMARY KEY (only_row)
) ENGINE = InnoDB;

INSERT IGNORE INTO books (only_row, live) VALUES (TRUE, 0);

-- The defaults stay for an instance of the last version that still writes: it knows of no other book.
ALTER TABLE applied_event
    ADD COLUMN IF NOT EXISTS book INT NOT NULL DEFAULT 0 FIRST,
    DROP PRIMARY KEY,
    ADD PRIMARY KEY (book, event_id);

ALTER TABLE sales
    ADD COLUMN IF NOT EXISTS book INT NOT NULL DEFAULT 0 FIRST,
    DROP PRIMARY KEY,
    ADD PRIMARY KEY (book, day, menu_id);

-- One row for each rebuild, with the number of its book. alive_at moves with every page: who is silent for too long has died. All times are
-- this server's, in UTC, since the instances' clocks differ.
CREATE TABLE IF NOT EXISTS rebuild (
    book INT NOT NULL AUTO_INCREMENT,
    state VARCHAR(16) CHARACTER SET ascii NOT NULL,
    started_at DATETIME(6) NOT NULL,
    alive_at DATETIME(6) NOT NULL,
    ended_at DATETIME(6),
    pages BIGINT NOT NULL DEFAULT 0,
    events BIGINT NOT NULL DEFAULT 0,
    came_meanwhile BIGINT NOT NULL DEFAULT 0,
    last_order BIGINT NOT NULL DEFAULT 0,
    newest_order BIGINT,
    error VARCHAR(500) CHARACTER SET utf8mb4,
    PRIMARY KEY (book)
) ENGINE = InnoDB;
