-- A digest is random, and rows kept in its order lie all over the table: every answer would be written to a page of its
-- own, and soon read from the disk first. Kept as they come, with a slim index by digest, they cost a small part of that,
-- and the oldest are found at the front.
ALTER TABLE remembered_answer
    DROP PRIMARY KEY,
    DROP KEY by_age,
    ADD COLUMN id BIGINT NOT NULL AUTO_INCREMENT FIRST,
    ADD PRIMARY KEY (id),
    ADD UNIQUE KEY by_request (request);
