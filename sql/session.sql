-- session.sql: who is signed in where.  Only fcgi/session.c and session_end.c change it.

-- session_read(session id, secret_hash bytes) :row              on session
-- Who that is, unless it has ended in one of four ways; how long ago they proved it, and were seen.
SELECT s.account_id, a.name, a.email,
       TIMESTAMPDIFF(SECOND, s.fresh_at, NOW()) AS fresh_age,
       TIMESTAMPDIFF(SECOND, s.seen_at, NOW()) AS seen_age
  FROM session s
  JOIN account a ON a.id = s.account_id
 WHERE s.id = :session
   AND s.secret_hash = :secret_hash
   AND s.ended_at IS NULL
   AND s.expires_at > NOW()
   AND s.seen_at > NOW() - INTERVAL 30 DAY
   AND a.state IN ('unverified', 'active');

-- session_add(session id, account id, secret_hash bytes, address bytes, device text) :exec
--                                                               on session claims
INSERT INTO session (id, account_id, secret_hash, created_at, seen_at, fresh_at, expires_at, address, device)
VALUES (:session, :account, :secret_hash, NOW(), NOW(), NOW(), NOW() + INTERVAL 90 DAY,
        COALESCE(:address, ''), :device);

-- session_seen(session id) :exec                                on session
UPDATE session
   SET seen_at = NOW()
 WHERE id = :session
   AND ended_at IS NULL;

-- session_end(session id) :exec                                 on session
UPDATE session
   SET ended_at = NOW()
 WHERE id = :session
   AND ended_at IS NULL;

-- session_end_one(session id, account id) :exec                 on session
-- The same for one that is named by a form: only the account's own.
UPDATE session
   SET ended_at = NOW()
 WHERE id = :session
   AND account_id = :account
   AND ended_at IS NULL;

-- session_end_all(account id, spared id) :exec                  on account
-- All of an account's, but for one if it is given.
UPDATE session
   SET ended_at = NOW()
 WHERE account_id = :account
   AND ended_at IS NULL
   /*[if spared]*/ AND id <> :spared /*[end]*/;

-- session_list(account id) :rows                                on account
-- An account's live sessions, the one used last first.
SELECT id AS session_id, device, INET6_NTOA(address) AS address, created_at AS began_at, seen_at
  FROM session
 WHERE account_id = :account
   AND ended_at IS NULL
   AND expires_at > NOW()
   AND seen_at > NOW() - INTERVAL 30 DAY
 ORDER BY seen_at DESC
 LIMIT 100;

-- session_tidy(shard int) :exec                                 on shard
-- Sessions that have been over for a day.
DELETE FROM session
 WHERE expires_at < NOW() - INTERVAL 1 DAY
 LIMIT 1000;
