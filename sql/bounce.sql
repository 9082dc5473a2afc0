-- bounce.sql: addresses that mail came back from.

-- bounce_add(organizer id, email text, hard bool, status text, reason text) :exec on organizer
-- Once more.  Three times full within a month is for good; what is for good stays so.
INSERT INTO bounce (organizer_id, email, hard, status, reason)
VALUES (:organizer, :email, :hard, :status, :reason)
ON DUPLICATE KEY UPDATE times = IF(last_at < NOW(3) - INTERVAL 30 DAY, 1, times + 1),
       hard = hard OR VALUES(hard) OR times >= 3, status = VALUES(status), reason = VALUES(reason),
       last_at = NOW(3);

-- bounce_of(organizer id, email text) :row                       on organizer
SELECT hard, times, status, reason, last_at FROM bounce WHERE organizer_id = :organizer AND email = :email;

-- bounces_of(organizer id) :row                                  on organizer
-- For the organizer's desk: how many addresses mail does not reach.
SELECT COUNT(*) AS n, COALESCE(SUM(hard), 0) AS hard FROM bounce WHERE organizer_id = :organizer;

-- bounces_tidy(shard int) :exec                                  on shard
DELETE FROM bounce WHERE last_at < NOW(3) - INTERVAL 180 DAY ORDER BY last_at LIMIT 1000;

-- bounce_subject(subject id, email text) :id                     on subject
-- The organizer of the order or ticket that a mail was about, if this address stands on it.
SELECT organizer_id FROM orders WHERE id = :subject AND email = :email
 UNION ALL
SELECT organizer_id FROM ticket WHERE id = :subject AND email = :email
 LIMIT 1;
