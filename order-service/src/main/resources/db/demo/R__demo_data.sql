-- The demo shop: six menus, ten customers with a welcome gift. Only an empty system gets it.

SET @empty = NOT EXISTS (SELECT 1 FROM menu) AND NOT EXISTS (SELECT 1 FROM point_account);

INSERT INTO menu (menu_id, menu_nm, menu_price, on_sale, version)
WITH demo (menu_id, menu_nm, menu_price, on_sale) AS (VALUES
    (1, '아이스 아메리카노', 4200, TRUE),
    (2, '핫 아메리카노', 4200, TRUE),
    (3, '핫 초코', 4500, TRUE),
    (4, '아이스 초코', 4500, TRUE),
    (5, '모닝세트1', 4500, TRUE),
    (6, '시즌 한정 라떼', 5000, FALSE))
SELECT menu_id, menu_nm, menu_price, on_sale, 1 FROM demo WHERE @empty;

INSERT INTO menu_product (menu_id, position, product_id, product_nm)
WITH demo (menu_id, position, product_id, product_nm) AS (VALUES
    (1, 0, 1, '아이스 아메리카노'),
    (2, 0, 2, '핫 아메리카노'),
    (3, 0, 3, '핫 초코'),
    (4, 0, 4, '아이스 초코'),
    (5, 0, 2, '핫 아메리카노'),
    (5, 1, 5, '베이글'),
    (6, 0, 6, '시즌 한정 라떼'))
SELECT * FROM demo WHERE @empty;

-- Menus reach the display by events only, these too.
INSERT INTO outbox (shard, event_id, event_type, aggregate_type, aggregate_id, payload, happened_at)
WITH told (menu_id, version, payload) AS (
    SELECT CONCAT('MENU-', LPAD(m.menu_id, 8, '0')),
           m.version,
           JSON_OBJECT(
               'menuId', CONCAT('MENU-', LPAD(m.menu_id, 8, '0')),
               'version', m.version,
               'menuNm', m.menu_nm,
               'menuPrice', m.menu_price,
               'onSale', JSON_EXTRACT(IF(m.on_sale, 'true', 'false'), '$'),
               'products', (SELECT JSON_ARRAYAGG(
                                JSON_OBJECT(
                                    'productId', CONCAT('PROD-', LPAD(p.product_id, 8, '0')),
                                    'productNm', p.product_nm) ORDER BY p.position)
                            FROM menu_product p WHERE p.menu_id = m.menu_id))
    FROM menu m)
SELECT CRC32(menu_id) % 8, CONCAT(menu_id, '/v', version), 'coffee.menu.changed.v1', 'menu', menu_id, payload, UTC_TIMESTAMP(6)
FROM told WHERE @empty;

-- The gift lasts to the end of next year, by the shop's calendar: Asia/Seoul is always nine hours ahead.
INSERT INTO point_entry (customer_id, entry_no, type, point, balance_after, expires_on, remark, written_at)
SELECT seq, 1, 'SAVE', 10000, 10000,
       MAKEDATE(YEAR(UTC_TIMESTAMP() + INTERVAL 9 HOUR) + 2, 1) - INTERVAL 1 DAY,
       '첫 가입 감사 포인트', UTC_TIMESTAMP(6)
FROM seq_1_to_10 WHERE @empty;

INSERT INTO point_lot (customer_id, entry_no, remaining, expires_on)
SELECT customer_id, entry_no, point, expires_on FROM point_entry WHERE @empty;

INSERT INTO point_account (customer_id, balance, charged, last_entry)
SELECT customer_id, balance_after, 0, entry_no FROM point_entry WHERE @empty;

-- What the shop makes from here on begins after the demo.
DO IF(@empty, SETVAL(menu_no, 6), 0);
DO IF(@empty, SETVAL(customer_no, 10), 0);
