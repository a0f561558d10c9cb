-- MariaDB commits each of these statements by itself: a start that is killed half-way begins again, hence IF NOT EXISTS.
-- Text is told apart by its bytes, whatever the database was made with.
-- Numbers are kept as numbers: CUST-00000001 is 1. Money is whole won. Instants are UTC.

CREATE SEQUENCE IF NOT EXISTS order_no START WITH 1 INCREMENT BY 1 CACHE 1000;
CREATE SEQUENCE IF NOT EXISTS customer_no START WITH 1 INCREMENT BY 1 CACHE 100;
CREATE SEQUENCE IF NOT EXISTS menu_no START WITH 1 INCREMENT BY 1 NOCACHE;

CREATE TABLE IF NOT EXISTS menu (
    menu_id    BIGINT       NOT NULL,
    menu_nm    VARCHAR(100) NOT NULL,
    menu_price BIGINT       NOT NULL,
    on_sale    BOOLEAN      NOT NULL,
    version    BIGINT       NOT NULL,
    PRIMARY KEY (menu_id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS menu_product (
    menu_id    BIGINT       NOT NULL,
    position   INT          NOT NULL,
    product_id BIGINT       NOT NULL,
    product_nm VARCHAR(100) NOT NULL,
    PRIMARY KEY (menu_id, position),
    CONSTRAINT product_of_menu FOREIGN KEY (menu_id) REFERENCES menu (menu_id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;

-- The row that every change of a customer's points locks first.
CREATE TABLE IF NOT EXISTS point_account (
    customer_id BIGINT NOT NULL,
    balance     BIGINT NOT NULL,
    charged     BIGINT NOT NULL,
    last_entry  INT    NOT NULL,
    PRIMARY KEY (customer_id),
    CONSTRAINT never_negative CHECK (charged >= 0 AND balance >= charged)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;

-- Append-only: why every balance is what it is.
CREATE TABLE IF NOT EXISTS point_entry (
    customer_id   BIGINT      NOT NULL,
    entry_no      INT         NOT NULL,
    type          VARCHAR(10) NOT NULL,
    point         BIGINT      NOT NULL,
    balance_after BIGINT      NOT NULL,
    expires_on    DATE,
    order_no      BIGINT,
    remark        VARCHAR(100),
    written_at    DATETIME(6) NOT NULL,
    PRIMARY KEY (customer_id, entry_no)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;

-- Points that expire. A lot has the number of the ledger line that brought it.
CREATE TABLE IF NOT EXISTS point_lot (
    customer_id BIGINT NOT NULL,
    entry_no    INT    NOT NULL,
    remaining   BIGINT NOT NULL,
    expires_on  DATE   NOT NULL,
    PRIMARY KEY (customer_id, entry_no),
    KEY by_expiry (expires_on),
    CONSTRAINT lot_never_negative CHECK (remaining >= 0)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;

-- What an order took out of lots, so that a cancel can put it back there. The rest was charged points.
CREATE TABLE IF NOT EXISTS point_lot_use (
    order_no    BIGINT NOT NULL,
    entry_no    INT    NOT NULL,
    customer_id BIGINT NOT NULL,
    point       BIGINT NOT NULL,
    PRIMARY KEY (order_no, entry_no)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS orders (
    order_no     BIGINT      NOT NULL,
    customer_id  BIGINT      NOT NULL,
    state        VARCHAR(10) NOT NULL,
    order_price  BIGINT      NOT NULL,
    pay_price    BIGINT      NOT NULL,
    use_point    BIGINT      NOT NULL,
    ordered_at   DATETIME(6) NOT NULL,
    cancelled_at DATETIME(6),
    PRIMARY KEY (order_no),
    KEY of_customer (customer_id, order_no),
    KEY by_time (ordered_at)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;

-- Name and price as they were when ordered.
CREATE TABLE IF NOT EXISTS order_line (
    order_no   BIGINT       NOT NULL,
    line_no    INT          NOT NULL,
    menu_id    BIGINT       NOT NULL,
    menu_nm    VARCHAR(100) NOT NULL,
    menu_price BIGINT       NOT NULL,
    qy         INT          NOT NULL,
    PRIMARY KEY (order_no, line_no)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;

-- request is a digest of customer, operation and key: one column to look an answer up by.
CREATE TABLE IF NOT EXISTS remembered_answer (
    request       BINARY(16)  NOT NULL,
    command       BINARY(16)  NOT NULL,
    status        SMALLINT    NOT NULL,
    body          TEXT        NOT NULL,
    remembered_at DATETIME(6) NOT NULL,
    PRIMARY KEY (request),
    KEY by_age (remembered_at)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;

-- What still has to be told to Kafka; a row that was told is deleted. The id is given at insert, under the lock that
-- guards what the event tells of, so that it orders the events of one key as they were committed.
CREATE TABLE IF NOT EXISTS outbox (
    id             BIGINT       NOT NULL AUTO_INCREMENT,
    shard          TINYINT      NOT NULL,
    event_id       VARCHAR(64)  NOT NULL,
    event_type     VARCHAR(64)  NOT NULL,
    aggregate_type VARCHAR(64)  NOT NULL,
    aggregate_id   VARCHAR(64)  NOT NULL,
    payload        MEDIUMTEXT   NOT NULL,
    happened_at    DATETIME(6)  NOT NULL,
    PRIMARY KEY (id)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;

-- Who locks a shard's row sends that shard's events, alone.
CREATE TABLE IF NOT EXISTS outbox_shard (
    shard TINYINT NOT NULL,
    PRIMARY KEY (shard)
) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
INSERT IGNORE INTO outbox_shard VALUES (0), (1), (2), (3), (4), (5), (6), (7);
