-- tidy.sql: what is of no use any more.  Each a thousand rows at a time, in the order of an index.

-- tidy_sessions(shard int) :exec                                on shard
DELETE FROM session
 WHERE expires_at < NOW() - INTERVAL 1 DAY
 ORDER BY expires_at
 LIMIT 1000;

-- tidy_request_keys(shard int) :exec                            on shard
DELETE FROM request_key
 WHERE created_at < NOW(3) - INTERVAL 30 DAY
 ORDER BY created_at
 LIMIT 1000;

-- tidy_rates(shard int) :exec                                   on shard
DELETE FROM rate
 WHERE window_at < NOW() - INTERVAL 1 DAY
 ORDER BY window_at
 LIMIT 1000;

-- tidy_address_rates() :exec                                    on directory
DELETE FROM rate
 WHERE window_at < NOW() - INTERVAL 1 DAY
 ORDER BY window_at
 LIMIT 1000;

-- tidy_tokens(shard int) :exec                                  on shard
DELETE FROM token
 WHERE expires_at < NOW(3) - INTERVAL 1 DAY
 ORDER BY expires_at
 LIMIT 1000;

-- tidy_unproved(shard int) :exec                                on shard
-- Accounts whose address nobody ever proved: no link of theirs is good any more, and no claim names them.
DELETE FROM account
 WHERE state = 'unverified'
   AND created_at < NOW(3) - INTERVAL 7 DAY
 ORDER BY created_at
 LIMIT 1000;
