-- reminder.sql: who is told of what begins soon.  By the database's clock.

-- reminders_day_due(shard int) :rows                             on shard
-- Dates that begin within a day, whose holders were not promised a reminder of that start.
SELECT o.id AS occurrence_id, o.starts_at
  FROM occurrence o
  JOIN event e ON e.id = o.event_id
 WHERE o.state = 'scheduled' AND e.state = 'published'
   AND o.starts_at > NOW() + INTERVAL 3 HOUR AND o.starts_at <= NOW() + INTERVAL 24 HOUR
   AND (o.reminded_day_for IS NULL OR o.reminded_day_for <> o.starts_at)
 ORDER BY o.starts_at
 LIMIT 100;

-- reminders_hours_due(shard int) :rows                           on shard
SELECT o.id AS occurrence_id, o.starts_at
  FROM occurrence o
  JOIN event e ON e.id = o.event_id
 WHERE o.state = 'scheduled' AND e.state = 'published'
   AND o.starts_at > NOW() AND o.starts_at <= NOW() + INTERVAL 2 HOUR
   AND (o.reminded_hours_for IS NULL OR o.reminded_hours_for <> o.starts_at)
 ORDER BY o.starts_at
 LIMIT 100;

-- reminders_day_claim(occurrence id, starts time) :exec          on occurrence
-- 1 row: it was not promised yet, and now it is.
UPDATE occurrence
   SET reminded_day_for = starts_at
 WHERE id = :occurrence AND starts_at = :starts AND (reminded_day_for IS NULL OR reminded_day_for <> starts_at);

-- reminders_hours_claim(occurrence id, starts time) :exec        on occurrence
UPDATE occurrence
   SET reminded_hours_for = starts_at
 WHERE id = :occurrence AND starts_at = :starts AND (reminded_hours_for IS NULL OR reminded_hours_for <> starts_at);

-- reminder_occurrence(occurrence id) :row                        on occurrence
SELECT o.event_id, o.organizer_id, o.starts_at, o.state, e.state AS event_state
  FROM occurrence o
  JOIN event e ON e.id = o.event_id
 WHERE o.id = :occurrence;

-- holders_after(event id, occurrence int, type int, after text, hours bool, most int) :rows on event
-- Each address that has a valid ticket, once, with one of its tickets; of one date or ticket type, or of all.  `hours`: only those who
-- might want to be reminded two hours before.
SELECT email, MIN(id) AS ticket_id
  FROM ticket FORCE INDEX (emails)
 WHERE event_id = :event AND email > :after AND state = 'valid'
       /*[if occurrence]*/ AND occurrence_id = :occurrence /*[end]*/
       /*[if type]*/ AND ticket_type_id = :type /*[end]*/
       /*[if hours]*/ AND (remind_hours OR account_id IS NOT NULL) /*[end]*/
 GROUP BY email
 ORDER BY email
 LIMIT :most;

-- holder_wishes(ticket id) :row                                  on ticket
-- What the holder said on any of their tickets of that date.
SELECT MAX(b.remind_day) AS day, MAX(b.remind_hours) AS hours, MAX(b.account_id) AS account_id
  FROM ticket t
  JOIN ticket b ON b.event_id = t.event_id AND b.email = t.email AND b.occurrence_id = t.occurrence_id AND b.state = 'valid'
 WHERE t.id = :ticket;
