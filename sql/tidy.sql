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
