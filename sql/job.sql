-- job.sql: work promised by a transaction and done after it.

-- job_add(job id, kind text, subject id, payload text, delay int) :exec   on job
-- Promise work on the shard of its subject; `delay` in seconds.
INSERT INTO job (id, kind, subject_id, payload, run_at)
VALUES (:job, :kind, :subject, :payload, NOW(3) + INTERVAL :delay SECOND);

-- jobs_due(shard int) :rows                                       on shard
-- Kinds of which something is due.  One step into the index a kind.
SELECT kind, MIN(run_at) AS run_at
  FROM job FORCE INDEX (next)
 WHERE state = 'waiting'
 GROUP BY kind
HAVING MIN(run_at) <= NOW(3);

-- job_next(shard int, kind text) :row                             on shard
-- The one that has been due longest and that nobody else is looking at.  Index order and
-- LIMIT, so that exactly this row is locked.
SELECT id, subject_id, payload, attempts
  FROM job FORCE INDEX (next)
 WHERE state = 'waiting' AND kind = :kind AND run_at <= NOW(3)
 ORDER BY run_at
 LIMIT 1
   FOR UPDATE SKIP LOCKED;

-- job_lease(shard int, job id, owner text, seconds int) :exec     on shard
-- Take it, in the transaction of job_next.  The attempt counts from now on, whatever happens.
UPDATE job
   SET state = 'leased', attempts = attempts + 1, lease_owner = :owner,
       lease_until = NOW(3) + INTERVAL :seconds SECOND
 WHERE id = :job;

-- job_done(job id, owner text) :exec                              on job
-- 0 rows: the lease ran out and somebody else has it.
UPDATE job
   SET state = 'done', lease_until = NULL, reason = '', payload = '{}', ended_at = NOW(3)
 WHERE id = :job AND state = 'leased' AND lease_owner = :owner;

-- job_later(job id, owner text, ms int, reason text) :exec        on job
UPDATE job
   SET state = 'waiting', lease_until = NULL, reason = :reason,
       run_at = NOW(3) + INTERVAL :ms * 1000 MICROSECOND
 WHERE id = :job AND state = 'leased' AND lease_owner = :owner;

-- job_bury(job id, owner text, reason text) :exec                 on job
UPDATE job
   SET state = 'dead', lease_until = NULL, reason = :reason, ended_at = NOW(3)
 WHERE id = :job AND state = 'leased' AND lease_owner = :owner;

-- job_give_up(shard int, job id, reason text) :exec               on shard
-- Bury one that is not leased, in the transaction of job_next.
UPDATE job
   SET state = 'dead', reason = :reason, ended_at = NOW(3)
 WHERE id = :job;

-- jobs_reclaim(shard int) :exec                                   on shard
-- Leases that ran out: their workers are dead or hang.
UPDATE job
   SET state = 'waiting', run_at = NOW(3), lease_until = NULL, reason = 'its worker did not come back'
 WHERE state = 'leased' AND lease_until < NOW(3)
 ORDER BY lease_until
 LIMIT 100;

-- jobs_tidy(shard int) :exec                                      on shard
-- Done ones, after a day.  Dead ones stay until somebody decides.
DELETE FROM job
 WHERE state = 'done' AND ended_at < NOW(3) - INTERVAL 1 DAY
 ORDER BY ended_at
 LIMIT 1000;

-- job_counts(shard int) :rows                                     on shard
-- How many of each kind wait, are leased, or are dead, and since when the oldest is due.
SELECT kind, state, COUNT(*) AS n, TIMESTAMPDIFF(SECOND, MIN(run_at), NOW()) AS late
  FROM job FORCE INDEX (next)
 WHERE state IN ('waiting', 'leased', 'dead')
 GROUP BY kind, state;

-- jobs_dead(shard int, most int) :rows                            on shard
SELECT id, kind, subject_id, attempts, reason, ended_at
  FROM job
 WHERE state = 'dead'
 ORDER BY ended_at DESC
 LIMIT :most;

-- job_retry(job id) :exec                                         on job
-- A dead one gets all its tries again.
UPDATE job
   SET state = 'waiting', attempts = 0, run_at = NOW(3), ended_at = NULL
 WHERE id = :job AND state = 'dead';

-- heartbeat(shard int, name text) :exec                           on shard
INSERT INTO heartbeat (name, beat_at)
VALUES (:name, NOW(3))
ON DUPLICATE KEY UPDATE beat_at = NOW(3);

-- heartbeat_first(shard int, name text) :exec                     on shard
-- A row that was never beaten, so that it can be claimed.
INSERT IGNORE INTO heartbeat (name, beat_at) VALUES (:name, '2024-01-01');

-- heartbeat_claim(shard int, name text, seconds int) :exec        on shard
-- 1 row: it was so long ago that it is the caller's turn.
UPDATE heartbeat
   SET beat_at = NOW(3)
 WHERE name = :name AND beat_at < NOW(3) - INTERVAL :seconds SECOND;

-- heartbeat_age(shard int, name text) :row                        on shard
-- Milliseconds since the last one.
SELECT TIMESTAMPDIFF(MICROSECOND, beat_at, NOW(3)) DIV 1000 AS ms
  FROM heartbeat
 WHERE name = :name;

-- jobs_alive(organizer id) :row                                   on organizer
-- For pages of who waits for a job: whether somebody works where this organizer is.
SELECT COUNT(*) > 0 AS alive
  FROM heartbeat
 WHERE name = 'jobs' AND beat_at > NOW(3) - INTERVAL 60 SECOND;
