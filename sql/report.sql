-- report.sql: what visitors report, and what operators do about it.

-- report_event(event id) :row                                   on event
-- An event as somebody who reports it sees it; nobody sees drafts, nor what is hidden already.
SELECT e.id AS event_id, e.organizer_id, e.title, e.path, e.language, g.name AS organizer
  FROM event e
  JOIN organizer g ON g.id = e.organizer_id
 WHERE e.id = :event
   AND e.state NOT IN ('draft', 'hidden', 'removed')
   AND g.state = 'active';

-- report_organizer(organizer id) :row                           on organizer
SELECT id AS organizer_id, 0 AS event_id, name AS title, CONCAT('/o/', handle) AS path, language, name AS organizer
  FROM organizer
 WHERE id = :organizer
   AND state = 'active';

-- report_add(report id, organizer int, event int, reason text, words text, email text, visitor bytes) :exec
--                                                               on report claims
-- 0 rows: this network has said so before.
INSERT INTO report (id, organizer_id, event_id, reason, words, email, visitor)
VALUES (:report, :organizer, :event, :reason, :words, :email, :visitor);

-- reports_open(shard int) :rows                                 on shard
-- What waits to be decided: one row for each event or organizer, most reported first.
SELECT r.organizer_id, r.event_id, COUNT(*) AS n, MIN(r.created_at) AS first_at, MAX(r.created_at) AS last_at,
       GROUP_CONCAT(DISTINCT r.reason ORDER BY r.reason) AS reasons, IFNULL(e.title, g.name) AS title,
       IFNULL(e.path, CONCAT('/o/', g.handle)) AS path, IFNULL(e.state, g.state) AS state
  FROM report r FORCE INDEX (open)
  JOIN organizer g ON g.id = r.organizer_id
  LEFT JOIN event e ON e.id = r.event_id AND r.event_id > 0
 WHERE r.state = 'open'
 GROUP BY r.organizer_id, r.event_id
 ORDER BY n DESC, first_at
 LIMIT 500;

-- reports_of(organizer id, event int) :rows                     on organizer
SELECT id AS report_id, reason, words, email, state, created_at, decided_at
  FROM report
 WHERE organizer_id = :organizer
   AND event_id = :event
 ORDER BY created_at DESC
 LIMIT 200;

-- reports_decide(organizer id, event int, state text) :exec     on organizer
UPDATE report
   SET state = :state, decided_at = NOW(3)
 WHERE organizer_id = :organizer
   AND event_id = :event
   AND state = 'open';

-- moderated_event(event id) :row                                on event
SELECT e.id AS event_id, e.organizer_id, e.state, e.hidden_from, e.hidden_reason, e.title, e.path, g.name AS organizer
  FROM event e
  JOIN organizer g ON g.id = e.organizer_id
 WHERE e.id = :event;

-- moderated_organizer(organizer id) :row                        on organizer
SELECT id AS organizer_id, state, suspended_reason, name AS title, CONCAT('/o/', handle) AS path, name AS organizer
  FROM organizer
 WHERE id = :organizer;

-- event_hide(event id, reason text) :exec                       on event
-- 0 rows: it is hidden already, or was never to be seen.
UPDATE event
   SET hidden_from = state, state = 'hidden', hidden_reason = :reason, version = version + 1
 WHERE id = :event
   AND state IN ('published', 'postponed', 'cancelled', 'ended');

-- event_show(event id) :exec                                    on event
UPDATE event
   SET state = IF(hidden_from = '', 'published', hidden_from), hidden_from = '', hidden_reason = '',
       version = version + 1
 WHERE id = :event
   AND state = 'hidden';

-- organizer_suspend(organizer id, reason text) :exec            on organizer
UPDATE organizer
   SET state = 'suspended', suspended_reason = :reason, version = version + 1
 WHERE id = :organizer
   AND state = 'active';

-- organizer_restore(organizer id) :exec                         on organizer
UPDATE organizer
   SET state = 'active', suspended_reason = '', version = version + 1
 WHERE id = :organizer
   AND state = 'suspended';

-- team_owners_of(organizer id) :rows                            on organizer
-- Who is told.
SELECT account_id
  FROM team
 WHERE organizer_id = :organizer
   AND event_id = 0
   AND role = 'owner'
 ORDER BY account_id
 LIMIT 50;
