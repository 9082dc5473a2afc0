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
  SELECT c.id, 'question of an event of somebody else'
    FROM question c LEFT JOIN event p ON p.id = c.event_id WHERE NOT p.organizer_id <=> c.organizer_id
  UNION ALL
  SELECT c.id, 'order of an event, or for a date, of somebody else'
    FROM orders c
    LEFT JOIN event p ON p.id = c.event_id
    LEFT JOIN occurrence o ON o.id = c.occurrence_id
   WHERE NOT p.organizer_id <=> c.organizer_id OR NOT o.event_id <=> c.event_id
  UNION ALL
  SELECT c.order_id, 'line of a ticket type of somebody else'
    FROM order_line c
    LEFT JOIN orders p ON p.id = c.order_id
    LEFT JOIN ticket_type t ON t.id = c.ticket_type_id
   WHERE NOT p.organizer_id <=> c.organizer_id OR NOT t.event_id <=> p.event_id
  UNION ALL
  SELECT c.order_id, 'holds of a quota of somebody else'
    FROM hold c
    LEFT JOIN orders p ON p.id = c.order_id
    LEFT JOIN quota q ON q.id = c.quota_id
   WHERE NOT q.event_id <=> p.event_id
  UNION ALL
  SELECT c.id, 'ticket of an order, or of a type, of somebody else'
    FROM ticket c
    LEFT JOIN orders p ON p.id = c.order_id
    LEFT JOIN ticket_type t ON t.id = c.ticket_type_id
   WHERE NOT p.organizer_id <=> c.organizer_id OR NOT p.event_id <=> c.event_id OR
         NOT p.occurrence_id <=> c.occurrence_id OR NOT t.event_id <=> c.event_id
  UNION ALL
  SELECT c.ticket_id, 'takes a quota of somebody else'
    FROM ticket_stock c
    LEFT JOIN ticket p ON p.id = c.ticket_id
    LEFT JOIN quota q ON q.id = c.quota_id
   WHERE NOT q.event_id <=> p.event_id
  UNION ALL
  SELECT c.order_id, 'answer to a question of somebody else'
    FROM answer c
    LEFT JOIN orders p ON p.id = c.order_id
    LEFT JOIN question q ON q.id = c.question_id
   WHERE NOT p.organizer_id <=> c.organizer_id OR NOT q.event_id <=> p.event_id
  UNION ALL
  SELECT c.id, 'entry with a ticket of another event'
    FROM check_in c LEFT JOIN event p ON p.id = c.event_id LEFT JOIN ticket t ON t.id = c.ticket_id
   WHERE NOT p.organizer_id <=> c.organizer_id OR (c.kind <> 'refusal' AND NOT t.event_id <=> c.event_id)
  UNION ALL
  SELECT c.id, 'waits for a ticket type of somebody else'
    FROM waitlist c LEFT JOIN ticket_type t ON t.id = c.ticket_type_id
   WHERE NOT t.organizer_id <=> c.organizer_id OR NOT t.event_id <=> c.event_id
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
  UNION ALL SELECT id, 'question' FROM question WHERE id >> 51 <> organizer_id >> 51
  UNION ALL SELECT id, 'orders' FROM orders WHERE id >> 51 <> organizer_id >> 51
  UNION ALL SELECT order_id, 'order_line' FROM order_line WHERE ticket_type_id >> 51 <> order_id >> 51
  UNION ALL SELECT order_id, 'hold' FROM hold WHERE quota_id >> 51 <> order_id >> 51
  UNION ALL SELECT id, 'stock_move' FROM stock_move WHERE id >> 51 <> quota_id >> 51 OR id >> 51 <> order_id >> 51
  UNION ALL SELECT id, 'ticket' FROM ticket WHERE id >> 51 <> order_id >> 51
  UNION ALL SELECT ticket_id, 'ticket_stock' FROM ticket_stock WHERE quota_id >> 51 <> ticket_id >> 51
  UNION ALL SELECT order_id, 'answer' FROM answer WHERE question_id >> 51 <> order_id >> 51
  UNION ALL SELECT id, 'check_in' FROM check_in WHERE id >> 51 <> event_id >> 51
  UNION ALL SELECT id, 'waitlist' FROM waitlist WHERE id >> 51 <> event_id >> 51
  UNION ALL SELECT id, 'session' FROM session WHERE id >> 51 <> account_id >> 51
  UNION ALL SELECT id, 'token' FROM token WHERE id >> 51 <> account_id >> 51
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
    UNION ALL SELECT id, 'question' FROM question
    UNION ALL SELECT id, 'orders' FROM orders
    UNION ALL SELECT order_id, 'order_line' FROM order_line
    UNION ALL SELECT order_id, 'hold' FROM hold
    UNION ALL SELECT id, 'stock_move' FROM stock_move
    UNION ALL SELECT id, 'ticket' FROM ticket
    UNION ALL SELECT ticket_id, 'ticket_stock' FROM ticket_stock
    UNION ALL SELECT ticket_type_id, 'person_stock' FROM person_stock
    UNION ALL SELECT order_id, 'answer' FROM answer
    UNION ALL SELECT id, 'check_in' FROM check_in
    UNION ALL SELECT id, 'waitlist' FROM waitlist
    UNION ALL SELECT id, 'session' FROM session
    UNION ALL SELECT id, 'token' FROM token
    UNION ALL SELECT id, 'job' FROM job
    UNION ALL SELECT id, 'audit' FROM audit
    UNION ALL SELECT quota_id, 'stock_slot' FROM stock_slot
    UNION ALL SELECT organizer_id, 'team' FROM team
    UNION ALL SELECT account_id, 'membership' FROM membership
    UNION ALL SELECT account_id, 'my_ticket' FROM my_ticket
    UNION ALL SELECT account_id, 'notice_preference' FROM notice_preference
    UNION ALL SELECT ticket_id, 'ticket_copy' FROM ticket_copy
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

-- fsck_stock_held(shard int) :rows                              on shard
-- What slots say is held, against the holds, run out or not.
SELECT c.quota_id AS id, CONCAT('slot ', c.slot, ': ', SUM(c.counted), ' held, but holds of ', SUM(c.found)) AS about
  FROM (SELECT quota_id, slot, held AS counted, 0 AS found FROM stock_slot
        UNION ALL
        SELECT quota_id, slot, 0, quantity FROM hold) c
 GROUP BY c.quota_id, c.slot
HAVING SUM(c.counted) <> SUM(c.found)
 LIMIT 1000;

-- fsck_stock_sold(shard int) :rows                              on shard
-- What slots say is sold, against the tickets.
SELECT c.quota_id AS id, CONCAT('slot ', c.slot, ': ', SUM(c.counted), ' sold, but tickets of ', SUM(c.found)) AS about
  FROM (SELECT quota_id, slot, sold AS counted, 0 AS found FROM stock_slot
        UNION ALL
        SELECT quota_id, slot, 0, 1 FROM ticket_stock) c
 GROUP BY c.quota_id, c.slot
HAVING SUM(c.counted) <> SUM(c.found)
 LIMIT 1000;

-- fsck_stock_ledger(shard int) :rows                            on shard
-- What slots say, against everything that ever moved.
SELECT c.quota_id AS id, CONCAT('slot ', c.slot, ' is off its ledger by ', SUM(c.held), ' held and ', SUM(c.sold),
                                ' sold') AS about
  FROM (SELECT quota_id, slot, held, sold FROM stock_slot
        UNION ALL
        SELECT quota_id, slot, -held, -sold FROM stock_move) c
 GROUP BY c.quota_id, c.slot
HAVING SUM(c.held) <> 0 OR SUM(c.sold) <> 0
 LIMIT 1000;

-- fsck_persons(shard int) :rows                                 on shard
-- What one address has of a ticket type, against its orders' tickets.
SELECT c.ticket_type_id AS id, CONCAT('somebody has ', SUM(c.found), ' of it, but ', SUM(c.counted), ' are counted')
         AS about
  FROM (SELECT ticket_type_id, email, taken AS counted, 0 AS found FROM person_stock
        UNION ALL
        SELECT t.ticket_type_id, o.email, 0, 1
          FROM ticket t JOIN orders o ON o.id = t.order_id
         WHERE t.state = 'valid') c
 GROUP BY c.ticket_type_id, c.email
HAVING SUM(c.counted) <> SUM(c.found)
 LIMIT 1000;

-- fsck_orders(shard int) :rows                                  on shard
-- Whether the state of an order, what it holds and its tickets go together. `lines`: how many it is for.
SELECT o.id, CONCAT(o.state, ' for ', o.tickets, ', lines for ', l.n, ', ', COALESCE(h.n, 0), ' holds, ',
                    COALESCE(t.valid, 0), ' valid tickets of ', COALESCE(t.n, 0)) AS about
  FROM orders o
  LEFT JOIN (SELECT order_id, SUM(quantity) AS n, SUM(quantity * price) AS total FROM order_line GROUP BY order_id) l
    ON l.order_id = o.id
  LEFT JOIN (SELECT order_id, COUNT(*) AS n FROM hold GROUP BY order_id) h ON h.order_id = o.id
  LEFT JOIN (SELECT order_id, COUNT(*) AS n, SUM(state = 'valid') AS valid FROM ticket GROUP BY order_id) t
    ON t.order_id = o.id
 WHERE NOT o.tickets <=> l.n OR NOT o.total <=> l.total
    OR NOT CASE o.state
           WHEN 'held' THEN t.n IS NULL
           WHEN 'pending' THEN t.n IS NULL
           WHEN 'expired' THEN t.n IS NULL AND h.n IS NULL
           WHEN 'paid' THEN t.n = o.tickets AND t.valid > 0 AND h.n IS NULL
           WHEN 'cancelled' THEN COALESCE(t.n, o.tickets) = o.tickets AND COALESCE(t.valid, 0) = 0 AND h.n IS NULL
           END
 LIMIT 1000;

-- fsck_order_lines(shard int) :rows                             on shard
-- A registered order has so many tickets of each type as its lines say, and what is held of a quota is what
-- its line says.
SELECT o.id, CONCAT('line ', l.line, ' for ', l.quantity, ' has ', COALESCE(t.n, 0), ' tickets') AS about
  FROM orders o
  JOIN order_line l ON l.order_id = o.id
  LEFT JOIN (SELECT order_id, ticket_type_id, COUNT(*) AS n FROM ticket GROUP BY order_id, ticket_type_id) t
    ON t.order_id = o.id AND t.ticket_type_id = l.ticket_type_id
 WHERE o.state = 'paid' AND NOT l.quantity <=> t.n
 UNION ALL
SELECT h.order_id, CONCAT('line ', h.line, ' for ', l.quantity, ' holds ', h.n)
  FROM (SELECT order_id, line, quota_id, SUM(quantity) AS n FROM hold GROUP BY order_id, line, quota_id) h
  LEFT JOIN order_line l ON l.order_id = h.order_id AND l.line = h.line
 WHERE NOT l.quantity <=> h.n
 LIMIT 1000;

-- fsck_ticket_stock(shard int) :rows                            on shard
-- Only valid tickets take stock; those of one type and order all of the same quotas.
SELECT s.ticket_id AS id, CONCAT('takes stock, but is ', COALESCE(t.state, 'not there')) AS about
  FROM ticket_stock s
  LEFT JOIN ticket t ON t.id = s.ticket_id
 WHERE NOT t.state <=> 'valid'
 UNION ALL
SELECT c.order_id, CONCAT('of ', c.tickets, ' tickets of a type ', c.n, ' take of a quota')
  FROM (SELECT t.order_id, s.quota_id, COUNT(*) AS n, p.tickets
          FROM ticket_stock s
          JOIN ticket t ON t.id = s.ticket_id
          JOIN (SELECT order_id, ticket_type_id, COUNT(*) AS tickets FROM ticket WHERE state = 'valid'
                 GROUP BY order_id, ticket_type_id) p
            ON p.order_id = t.order_id AND p.ticket_type_id = t.ticket_type_id
         GROUP BY t.order_id, t.ticket_type_id, s.quota_id, p.tickets) c
 WHERE c.n <> c.tickets
 LIMIT 1000;

-- fsck_orders_kept(shard int) :rows                             on shard
-- Nothing stays on its way: fifteen minutes past its time a hold is given back.
SELECT id, CONCAT(state, ' since ', created_at, ', and its time was ', expires_at) AS about
  FROM orders
 WHERE state = 'held' AND expires_at < NOW(3) - INTERVAL 15 MINUTE
 LIMIT 1000;

-- fsck_order_keys(shard int) :rows                              on shard
-- One order for each request key, and one key for each order as long as keys are kept.
SELECT c.id, CONCAT('made by ', SUM(c.found), ' request keys') AS about
  FROM (SELECT id, event_id, 1 AS orders, 0 AS found FROM orders WHERE created_at > NOW(3) - INTERVAL 29 DAY
        UNION ALL
        SELECT answer_id, owner_id, 0, 1 FROM request_key WHERE deed = 'hold_place') c
 GROUP BY c.id, c.event_id
HAVING SUM(c.orders) = 1 AND SUM(c.found) <> 1
 LIMIT 1000;

-- fsck_order_audit(shard int) :rows                             on shard
-- What was registered or cancelled was written down.
SELECT o.id, CONCAT('is ', o.state, ', and nobody is noted to have done it') AS about
  FROM orders o
 WHERE (o.placed_at IS NOT NULL AND
        NOT EXISTS (SELECT 1 FROM audit a WHERE a.subject_id = o.id AND a.deed = 'order_register'))
    OR (o.state = 'cancelled' AND o.placed_at IS NOT NULL AND
        NOT EXISTS (SELECT 1 FROM audit a WHERE a.subject_id = o.id AND a.deed = 'order_cancel') AND
        NOT EXISTS (SELECT 1 FROM ticket t JOIN audit a ON a.subject_id = t.id AND a.deed = 'ticket_cancel'
                     WHERE t.order_id = o.id))
 LIMIT 1000;

-- fsck_order_promises(shard int) :rows                          on shard
-- Within the hours in which jobs are kept, whoever registered was promised what they are owed, and whose
-- ticket was cancelled hears of it.
SELECT o.id, CONCAT('no job ', k.kind) AS about
  FROM orders o
  JOIN (SELECT 'ticket_copy' AS kind UNION ALL SELECT 'order_mail') k
 WHERE o.placed_at > NOW(3) - INTERVAL 20 HOUR
   AND NOT EXISTS (SELECT 1 FROM job j WHERE j.subject_id = o.id AND j.kind = k.kind)
 UNION ALL
SELECT t.id, 'is cancelled, and nobody will be told'
  FROM ticket t
 WHERE t.cancelled_at > NOW(3) - INTERVAL 20 HOUR
   AND NOT EXISTS (SELECT 1 FROM job j WHERE j.subject_id = t.id AND j.kind = 'ticket_cancelled_mail')
   AND NOT EXISTS (SELECT 1 FROM job j WHERE j.subject_id = t.order_id AND j.kind = 'order_cancelled_mail')
 LIMIT 1000;

-- fsck_ticket_copies(shard int, after id, most int) :rows       on shard
-- Tickets that people have copies of, without those that are being copied.
SELECT c.ticket_id, c.account_id, t.state, t.revision
  FROM ticket_copy c
  JOIN ticket t ON t.id = c.ticket_id
 WHERE c.ticket_id > COALESCE(:after, 0)
   AND NOT EXISTS (SELECT 1 FROM job j
                    WHERE j.subject_id = t.order_id AND j.kind = 'ticket_copy' AND j.state <> 'done')
 ORDER BY c.ticket_id, c.account_id
 LIMIT :most;

-- fsck_my_ticket(account id, ticket int) :row                   on account
SELECT state, revision FROM my_ticket WHERE account_id = :account AND ticket_id = :ticket;

-- fsck_my_tickets(shard int) :rows                              on shard
SELECT account_id, ticket_id FROM my_ticket WHERE state <> 'gone' ORDER BY account_id, ticket_id;

-- fsck_ticket_copy(ticket id, account int) :row                 on ticket
SELECT email FROM ticket_copy WHERE ticket_id = :ticket AND account_id = :account;
