-- fsck.sql: for `marquee fsck` alone: what must never be found.  Each reads whole tables, on purpose;
-- rows are (id, about), at most a thousand.

-- fsck_slots_over(shard int) :rows                              on shard
SELECT quota_id AS id, CONCAT('slot ', slot, ': ', held, ' held and ', sold, ' sold of ', cap) AS about
  FROM stock_slot
 WHERE held < 0 OR sold < 0 OR held + sold > cap
 LIMIT 1000;

-- fsck_slots_sum(shard int) :rows                               on shard
SELECT q.id, CONCAT(COUNT(s.slot), ' slots for ', IFNULL(SUM(s.cap), 0), ', but it says ', q.slots, ' for ',
                    q.capacity) AS about
  FROM quota q
  LEFT JOIN stock_slot s ON s.quota_id = q.id
 GROUP BY q.id, q.slots, q.capacity
HAVING COUNT(s.slot) <> q.slots OR IFNULL(SUM(s.cap), 0) <> q.capacity OR IFNULL(MAX(s.slot), 0) >= q.slots
 LIMIT 1000;

-- fsck_slots_lost(shard int) :rows                              on shard
SELECT s.quota_id AS id, CONCAT('slot ', s.slot) AS about
  FROM stock_slot s
  LEFT JOIN quota q ON q.id = s.quota_id
 WHERE q.id IS NULL
 LIMIT 1000;

-- fsck_tenants(shard int) :rows                                 on shard
-- Rows whose parent belongs to somebody else, or is not there.
SELECT id, about FROM (
  SELECT c.id, 'event without its organizer' AS about
    FROM event c LEFT JOIN organizer p ON p.id = c.organizer_id WHERE p.id IS NULL
  UNION ALL
  SELECT c.id, 'venue without its organizer'
    FROM venue c LEFT JOIN organizer p ON p.id = c.organizer_id WHERE p.id IS NULL
  UNION ALL
  SELECT c.id, 'image without its organizer'
    FROM image c LEFT JOIN organizer p ON p.id = c.organizer_id WHERE p.id IS NULL
  UNION ALL
  SELECT c.account_id, 'in the team of no organizer'
    FROM team c LEFT JOIN organizer p ON p.id = c.organizer_id WHERE p.id IS NULL
  UNION ALL
  SELECT c.id, 'event with a cover of somebody else'
    FROM event c LEFT JOIN image p ON p.id = c.cover_id
   WHERE c.cover_id IS NOT NULL AND NOT p.organizer_id <=> c.organizer_id
  UNION ALL
  SELECT c.id, 'date of an event of somebody else'
    FROM occurrence c LEFT JOIN event p ON p.id = c.event_id WHERE NOT p.organizer_id <=> c.organizer_id
  UNION ALL
  SELECT c.id, 'date at a venue of somebody else'
    FROM occurrence c LEFT JOIN venue p ON p.id = c.venue_id
   WHERE c.venue_id IS NOT NULL AND NOT p.organizer_id <=> c.organizer_id
  UNION ALL
  SELECT c.id, 'ticket type of an event of somebody else'
    FROM ticket_type c LEFT JOIN event p ON p.id = c.event_id WHERE NOT p.organizer_id <=> c.organizer_id
  UNION ALL
  SELECT c.id, 'quota of an event of somebody else'
    FROM quota c LEFT JOIN event p ON p.id = c.event_id WHERE NOT p.organizer_id <=> c.organizer_id
  UNION ALL
  SELECT c.id, 'quota of a date of somebody else'
    FROM quota c LEFT JOIN occurrence p ON p.id = c.occurrence_id
   WHERE c.occurrence_id IS NOT NULL AND NOT p.organizer_id <=> c.organizer_id
  UNION ALL
  SELECT c.ticket_type_id, 'ticket type that draws on a quota of somebody else'
    FROM ticket_type_quota c
    LEFT JOIN ticket_type t ON t.id = c.ticket_type_id
    LEFT JOIN quota q ON q.id = c.quota_id
   WHERE NOT t.organizer_id <=> c.organizer_id OR NOT q.organizer_id <=> c.organizer_id OR t.event_id <> q.event_id
  UNION ALL
  SELECT c.id, 'session of nobody'
    FROM session c LEFT JOIN account p ON p.id = c.account_id WHERE p.id IS NULL
) broken
 LIMIT 1000;

-- fsck_shards(shard int) :rows                                  on shard
-- Rows that are on another logical shard than what owns them.
SELECT id, about FROM (
  SELECT id, 'event' AS about FROM event WHERE id >> 51 <> organizer_id >> 51
  UNION ALL SELECT id, 'venue' FROM venue WHERE id >> 51 <> organizer_id >> 51
  UNION ALL SELECT id, 'image' FROM image WHERE id >> 51 <> organizer_id >> 51
  UNION ALL SELECT id, 'occurrence' FROM occurrence WHERE id >> 51 <> organizer_id >> 51
  UNION ALL SELECT id, 'ticket_type' FROM ticket_type WHERE id >> 51 <> organizer_id >> 51
  UNION ALL SELECT id, 'quota' FROM quota WHERE id >> 51 <> organizer_id >> 51
  UNION ALL SELECT id, 'session' FROM session WHERE id >> 51 <> account_id >> 51
  UNION ALL SELECT id, 'job' FROM job WHERE id >> 51 <> subject_id >> 51
  UNION ALL SELECT id, 'audit' FROM audit WHERE id >> 51 <> subject_id >> 51
) broken
 LIMIT 1000;

-- fsck_placed(shard int) :rows                                  on shard
-- The logical shards of which there are rows; which of them belong here the placement file knows.
SELECT MIN(id) AS id, about, id >> 51 AS shard, COUNT(*) AS n
  FROM (
    SELECT id, 'account' AS about FROM account
    UNION ALL SELECT id, 'organizer' FROM organizer
    UNION ALL SELECT id, 'event' FROM event
    UNION ALL SELECT id, 'venue' FROM venue
    UNION ALL SELECT id, 'image' FROM image
    UNION ALL SELECT id, 'occurrence' FROM occurrence
    UNION ALL SELECT id, 'ticket_type' FROM ticket_type
    UNION ALL SELECT id, 'quota' FROM quota
    UNION ALL SELECT id, 'session' FROM session
    UNION ALL SELECT id, 'job' FROM job
    UNION ALL SELECT id, 'audit' FROM audit
    UNION ALL SELECT quota_id, 'stock_slot' FROM stock_slot
    UNION ALL SELECT organizer_id, 'team' FROM team
    UNION ALL SELECT account_id, 'membership' FROM membership
  ) every
 GROUP BY about, id >> 51;

-- fsck_unready(shard int) :rows                                 on shard
-- What the public sees and could not have been published.
SELECT e.id, CONCAT(e.state, IF(e.category = '', ' without a category', ''), IF(o.n IS NULL, ' without a date', ''),
                    IF(o.placed = 0 AND e.attendance <> 'online', ' without a place', '')) AS about
  FROM event e
  LEFT JOIN (SELECT event_id, COUNT(*) AS n, SUM(venue_id IS NOT NULL) AS placed
               FROM occurrence
              GROUP BY event_id) o ON o.event_id = e.id
 WHERE e.state IN ('published', 'postponed', 'cancelled', 'ended')
   AND (e.category = '' OR o.n IS NULL OR (o.placed = 0 AND e.attendance <> 'online') OR e.published_at IS NULL)
 LIMIT 1000;

-- fsck_owners(shard int) :rows                                  on shard
SELECT g.id, g.handle AS about
  FROM organizer g
  LEFT JOIN team t ON t.organizer_id = g.id AND t.event_id = 0 AND t.role = 'owner'
 WHERE g.state = 'active'
   AND t.account_id IS NULL
 LIMIT 1000;

-- fsck_unaudited(shard int) :rows                               on shard
SELECT e.id, e.state AS about
  FROM event e
 WHERE e.published_at IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM audit a WHERE a.subject_id = e.id AND a.deed = 'event_publish')
 LIMIT 1000;

-- fsck_unpromised(shard int) :rows                              on shard
-- Published within the hours in which jobs are kept, and nobody was promised mail about it.
SELECT e.id, 'no job mail_event_live' AS about
  FROM event e
 WHERE e.published_at > NOW(3) - INTERVAL 20 HOUR
   AND NOT EXISTS (SELECT 1 FROM job j WHERE j.subject_id = e.id AND j.kind = 'mail_event_live')
 LIMIT 1000;

-- fsck_stuck(shard int) :rows                                   on shard
SELECT id, CONCAT(kind, ' ', state, ', due since ', IF(state = 'leased', lease_until, run_at)) AS about
  FROM job
 WHERE (state = 'leased' AND lease_until < NOW(3) - INTERVAL 15 MINUTE)
    OR (state = 'waiting' AND run_at < NOW(3) - INTERVAL 15 MINUTE)
 LIMIT 1000;

-- fsck_images_forgotten(shard int) :rows                        on shard
SELECT i.id, IF(i.state = 'stored', 'stored, and no job will make its files', 'refused without a reason') AS about
  FROM image i
 WHERE (i.state = 'refused' AND i.reason = '')
    OR (i.state = 'stored' AND
        NOT EXISTS (SELECT 1 FROM job j
                     WHERE j.subject_id = i.id AND j.kind = 'image' AND j.state <> 'done'))
 LIMIT 1000;

-- fsck_images_ready(shard int, after id, most int) :rows        on shard
SELECT id FROM image WHERE id > COALESCE(:after, 0) AND state = 'ready' ORDER BY id LIMIT :most;

-- fsck_dates(shard int, after id, most int) :rows               on shard
SELECT o.id, o.starts_at, o.ends_at, DATE_FORMAT(o.starts_wall, '%Y-%m-%dT%H:%i:%s') AS starts_wall,
       DATE_FORMAT(o.ends_wall, '%Y-%m-%dT%H:%i:%s') AS ends_wall, o.time_zone, e.time_zone AS event_zone,
       e.id AS event_id, e.path
  FROM occurrence o
  JOIN event e ON e.id = o.event_id
 WHERE o.id > COALESCE(:after, 0)
 ORDER BY o.id
 LIMIT :most;

-- fsck_accounts(shard int, after id, most int) :rows            on shard
SELECT id, email, state FROM account WHERE id > COALESCE(:after, 0) ORDER BY id LIMIT :most;

-- fsck_account(account id) :row                                 on account
SELECT email FROM account WHERE id = :account;

-- fsck_email_claims(after text, most int) :rows                 on directory
-- But those so young that their account may be on its way.
SELECT email, account_id
  FROM email_claim
 WHERE email > COALESCE(:after, '')
   AND claimed_at < NOW(3) - INTERVAL 10 MINUTE
 ORDER BY email
 LIMIT :most;

-- fsck_email_claim(email text) :id                              on directory
SELECT account_id FROM email_claim WHERE email = :email;

-- fsck_organizers(shard int, after id, most int) :rows          on shard
SELECT id, handle FROM organizer WHERE id > COALESCE(:after, 0) ORDER BY id LIMIT :most;

-- fsck_organizer(organizer id) :row                             on organizer
SELECT handle FROM organizer WHERE id = :organizer;

-- fsck_handle_claims(after text, most int) :rows                on directory
SELECT handle, organizer_id, left_at IS NOT NULL AS was_left
  FROM handle_claim
 WHERE handle > COALESCE(:after, '')
   AND claimed_at < NOW(3) - INTERVAL 10 MINUTE
 ORDER BY handle
 LIMIT :most;

-- fsck_handle_claim(handle text) :id                            on directory
SELECT organizer_id FROM handle_claim WHERE handle = :handle AND left_at IS NULL;

-- fsck_teams(shard int) :rows                                   on shard
-- Without those that are being copied.
SELECT t.organizer_id AS id, t.account_id, t.role
  FROM team t
 WHERE t.event_id = 0
   AND NOT EXISTS (SELECT 1 FROM job j
                    WHERE j.subject_id = t.organizer_id AND j.kind = 'membership_copy' AND j.state <> 'done')
 ORDER BY t.organizer_id, t.account_id;

-- fsck_membership(account id, organizer int) :row               on account
SELECT role FROM membership WHERE account_id = :account AND organizer_id = :organizer AND event_id = 0;

-- fsck_memberships(shard int) :rows                             on shard
SELECT account_id, organizer_id FROM membership WHERE event_id = 0 ORDER BY account_id, organizer_id;

-- fsck_team(organizer id, account int) :row                     on organizer
SELECT role FROM team WHERE organizer_id = :organizer AND account_id = :account AND event_id = 0;

-- fsck_public(shard int, after id, most int) :rows              on shard
-- Dates the public should see, by event, without events that are being fed.
SELECT e.id, e.version, COUNT(o.id) AS dates
  FROM event e
  JOIN organizer g ON g.id = e.organizer_id AND g.state = 'active'
  LEFT JOIN occurrence o ON o.event_id = e.id
 WHERE e.id > COALESCE(:after, 0)
   AND e.state IN ('published', 'postponed', 'cancelled', 'ended')
   AND NOT EXISTS (SELECT 1 FROM job j
                    WHERE j.subject_id = e.id AND j.kind = 'listing_feed' AND j.state <> 'done')
 GROUP BY e.id, e.version
 ORDER BY e.id
 LIMIT :most;

-- fsck_listed(event id) :row                                    on listing
SELECT COUNT(*) AS dates, MIN(version) AS version FROM listing WHERE event_id = :event;

-- fsck_listing(after id, most int) :rows                        on listing
SELECT occurrence_id AS id, event_id FROM listing WHERE occurrence_id > COALESCE(:after, 0)
 ORDER BY occurrence_id LIMIT :most;

-- fsck_is_public(event id) :row                                 on event
-- Whether it may be listed; no row: there is no such event.
SELECT e.state IN ('published', 'postponed', 'cancelled', 'ended') AND g.state = 'active' OR
       EXISTS (SELECT 1 FROM job j
                WHERE j.subject_id = e.id AND j.kind = 'listing_feed' AND j.state <> 'done') AS public
  FROM event e
  JOIN organizer g ON g.id = e.organizer_id
 WHERE e.id = :event;
