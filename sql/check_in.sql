-- check_in.sql: what happens at the door.

-- check_in_ticket(ticket id) :row                               on ticket
-- What decides whether it lets somebody in.
SELECT t.id AS ticket_id, t.event_id, t.occurrence_id, t.organizer_id, t.state, t.revision, t.name, t.admitted_at,
       y.name AS ticket_type
  FROM ticket t
  JOIN ticket_type y ON y.id = t.ticket_type_id
 WHERE t.id = :ticket;

-- check_in_typed(event id, code text) :id                       on event
SELECT id FROM ticket WHERE event_id = :event AND code = :code;

-- check_in_typed_elsewhere(event id, code text) :id             on event
-- Whether another event of the same organizer has such a ticket.
SELECT t.id
  FROM event e
  JOIN event o ON o.organizer_id = e.organizer_id
  JOIN ticket t ON t.event_id = o.id AND t.code = :code
 WHERE e.id = :event
 LIMIT 1;

-- check_in_admit(ticket id, event int, revision int) :exec      on ticket
-- The one that counts. 0 rows: it does not let anybody in, or has.
UPDATE ticket
   SET admitted_at = NOW(3)
 WHERE id = :ticket AND event_id = :event AND revision = :revision AND state = 'valid' AND admitted_at IS NULL;

-- check_in_take_back(ticket id, event int) :exec                on ticket
UPDATE ticket SET admitted_at = NULL WHERE id = :ticket AND event_id = :event AND admitted_at IS NOT NULL;

-- check_in_add(check_in id, event int, ticket int, kind text, reason text, account int) :exec on check_in
-- Without a ticket it happened at the event's first date.
INSERT INTO check_in (id, ticket_id, event_id, occurrence_id, organizer_id, kind, reason, account_id)
SELECT :check_in, :ticket, o.event_id, COALESCE((SELECT occurrence_id FROM ticket WHERE id = :ticket), o.id),
       o.organizer_id, :kind, :reason, :account
  FROM occurrence o
 WHERE o.event_id = :event
 ORDER BY o.starts_at
 LIMIT 1;

-- check_in_found(check_in id) :row                              on check_in
SELECT ticket_id, kind, reason, at FROM check_in WHERE id = :check_in;

-- door_event(event id) :row                                     on event
-- What stands above the door.
SELECT e.id AS event_id, e.title, e.state, e.time_zone, o.starts_at
  FROM event e
  LEFT JOIN occurrence o ON o.event_id = e.id
 WHERE e.id = :event
 ORDER BY o.starts_at
 LIMIT 1;

-- door_counts(event id) :row                                    on event
-- How many may come, and how many are in: from an index alone.
SELECT COUNT(*) AS expected, COUNT(admitted_at) AS inside
  FROM ticket FORCE INDEX (newest)
 WHERE event_id = :event AND state = 'valid';

-- door_recent(event id) :rows                                   on event
-- The last things that happened; no more of a person than who stands there needs.  `inside`: can be taken back.
SELECT c.ticket_id, c.kind, c.reason, c.at AS happened_at, e.time_zone, y.name AS ticket_type,
       IF(c.reason = 'revoked', '', t.name) AS name,
       c.kind = 'entry' AND t.admitted_at IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM check_in l
                          WHERE l.ticket_id = c.ticket_id AND l.kind = 'entry'
                            AND (l.at > c.at OR (l.at = c.at AND l.id > c.id))) AS inside
  FROM check_in c
  JOIN event e ON e.id = c.event_id
  LEFT JOIN ticket t ON t.id = c.ticket_id
  LEFT JOIN ticket_type y ON y.id = t.ticket_type_id
 WHERE c.event_id = :event
 ORDER BY c.at DESC, c.id DESC
 LIMIT 10;
