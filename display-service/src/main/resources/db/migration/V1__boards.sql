-- MariaDB commits each of these statements by itself: a start that is killed half-way begins again, hence IF NOT EXISTS.
-- Menu ids are kept as numbers: ties go to the smaller menu, which is not the smaller text once there are nine digits.
-- Event ids are opaque text of the contract, compared byte for byte.

CREATE TABLE IF NOT EXISTS applied_event (
    event_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
    PRIMARY KEY (event_id)
) ENGINE = InnoDB;

-- Signed, and may be negative for a moment: a cancel can be read before its order.
CREATE TABLE IF NOT EXISTS sales (
    day DATE NOT NULL,
    menu_id BIGINT NOT NULL,
    order_cnt BIGINT NOT NULL,
    cup_cnt BIGINT NOT NULL,
    PRIMARY KEY (day, menu_id)
) ENGINE = InnoDB;

CREATE TABLE IF NOT EXISTS menu (
    menu_id BIGINT NOT NULL,
    version BIGINT NOT NULL,
    name VARCHAR(200) NOT NULL,
    price BIGINT NOT NULL,
    on_sale BOOLEAN NOT NULL,
    products TEXT NOT NULL,
    PRIMARY KEY (menu_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Bumped by whoever changes a board's tables, in the same transaction: a cheap question for every instance.
CREATE TABLE IF NOT EXISTS board_version (
    board VARCHAR(16) CHARACTER SET ascii NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (board)
) ENGINE = InnoDB;

INSERT IGNORE INTO board_version (board, version) VALUES ('menu', 0), ('sales', 0);
