-- request_key.sql: deeds already done, so that asking again does them once.

-- request_key_add(owner id, key bytes, deed text, answer int) :exec on owner keyed claims
-- 0 rows: it was done before.
INSERT INTO request_key (owner_id, request_key, deed, answer_id) VALUES (:owner, :key, :deed, :answer);

-- request_key_answer(owner id, key bytes, deed text) :id        on owner
-- What it made then.
SELECT answer_id FROM request_key WHERE owner_id = :owner AND request_key = :key AND deed = :deed;
