-- checkout.sql: what the pages of a visitor's order ask.

-- checkout_event(event id) :row                                 on event
-- What the choice of tickets says of its event; the next date, or the last one when all are over.
SELECT e.id AS event_id, e.organizer_id, e.title, e.state, e.path, e.category, e.language, e.attendance AS mode,
       e.time_zone, o.starts_at, o.ends_at, v.name AS venue, v.city, g.name AS organizer
  FROM event e
  JOIN organizer g ON g.id = e.organizer_id
  JOIN occurrence o ON o.event_id = e.id
  LEFT JOIN venue v ON v.id = o.venue_id
 WHERE e.id = :event
 ORDER BY o.ends_at < NOW(), IF(o.ends_at < NOW(), -UNIX_TIMESTAMP(o.starts_at), UNIX_TIMESTAMP(o.starts_at))
 LIMIT 1;

-- checkout_date(occurrence id) :row                             on occurrence
-- What a ticket's holder may know of the date it is for, the way in included.
SELECT e.id AS event_id, e.organizer_id, e.title, e.summary, e.state, e.path, e.category, e.language,
       e.attendance AS mode, e.online_url, e.time_zone, e.self_cancel_hours, i.id AS cover_id, i.alt AS cover_alt,
       o.starts_at, o.ends_at, v.name AS venue, v.street, v.postcode, v.city, v.country, v.latitude, v.longitude,
       g.name AS organizer, CONCAT('/o/', g.handle) AS organizer_path, g.email AS organizer_email
  FROM occurrence o
  JOIN event e ON e.id = o.event_id
  JOIN organizer g ON g.id = e.organizer_id
  LEFT JOIN venue v ON v.id = o.venue_id
  LEFT JOIN image i ON i.id = e.cover_id AND i.state = 'ready'
 WHERE o.id = :occurrence;

-- checkout_questions(event id) :rows                            on event
-- What is asked now, in the order the organizer chose.
SELECT id AS question_id, label, help, kind, options, required, asked
  FROM question
 WHERE event_id = :event
   AND state = 'asked'
 ORDER BY position, id
 LIMIT 50;

-- checkout_answers(order id) :rows                              on order
-- What was answered, the order's own first.
SELECT a.position, a.value, q.label, q.kind
  FROM answer a
  JOIN question q ON q.id = a.question_id
 WHERE a.order_id = :order
 ORDER BY a.position, q.position, q.id;

-- checkout_story(order id) :rows                                on order
-- What happened to an order, its tickets and, since then, its event; newest first.
SELECT a.at AS happened_at, a.deed, a.detail, a.subject_id, 0 AS position, '' AS name, o.language
  FROM audit a
  JOIN orders o ON o.id = a.subject_id
 WHERE a.subject_id = :order
 UNION ALL
SELECT a.at AS happened_at, a.deed, a.detail, a.subject_id, t.position, t.name, t.language
  FROM ticket t
  JOIN audit a ON a.subject_id = t.id
 WHERE t.order_id = :order
 UNION ALL
SELECT a.at AS happened_at, a.deed, a.detail, a.subject_id, 0 AS position, '' AS name, o.language
  FROM orders o
  JOIN audit a ON a.subject_id = o.event_id AND a.at > o.created_at
 WHERE o.id = :order
   AND a.deed IN ('event_cancel', 'event_postpone', 'event_publish')
 ORDER BY happened_at DESC, position
 LIMIT 100;
