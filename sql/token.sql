-- token.sql: links that were mailed.

-- token_add(token id, account int, purpose text, secret_hash bytes, email text, minutes int) :exec on token claims
INSERT INTO token (id, account_id, purpose, secret_hash, email, expires_at)
VALUES (:token, :account, :purpose, :secret_hash, :email, NOW(3) + INTERVAL :minutes MINUTE);

-- token_good(token id, purpose text, secret_hash bytes) :row    on token
SELECT account_id, email
  FROM token
 WHERE id = :token
   AND purpose = :purpose
   AND secret_hash = :secret_hash
   AND ended_at IS NULL
   AND expires_at > NOW(3);

-- token_use(token id) :exec                                     on token
-- Once: 0 rows when somebody was first, or it is too late.
UPDATE token
   SET ended_at = NOW(3)
 WHERE id = :token
   AND ended_at IS NULL
   AND expires_at > NOW(3);

-- token_end_purpose(account id, purpose text) :exec             on account
UPDATE token
   SET ended_at = NOW(3)
 WHERE account_id = :account
   AND purpose = :purpose
   AND ended_at IS NULL;

-- token_end_all(account id, spare_objections bool) :exec        on account
UPDATE token
   SET ended_at = NOW(3)
 WHERE account_id = :account
   AND ended_at IS NULL
   /*[if spare_objections]*/ AND purpose <> 'objection' /*[end]*/;
