-- notice.sql: what a person wants to be told.

-- notice_preference(account id, kind text) :row                 on account
-- What they said about it, if they ever did.
SELECT wanted FROM notice_preference WHERE account_id = :account AND kind = :kind;

-- notice_preference_put(account id, kind text, wanted bool) :exec on account
INSERT INTO notice_preference (account_id, kind, wanted) VALUES (:account, :kind, :wanted)
ON DUPLICATE KEY UPDATE wanted = VALUES(wanted);
