-- Which dead letters were replayed, noted with what they changed: the letters themselves are in Kafka.
CREATE TABLE IF NOT EXISTS replayed_letter (
    letter VARCHAR(300) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
    origin_ms BIGINT NOT NULL,
    replayed_at DATETIME(6) NOT NULL,
    PRIMARY KEY (letter, origin_ms)
) ENGINE = InnoDB;
