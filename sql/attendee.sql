-- attendee.sql: who comes, for the organizer's desk.

-- attendees(event id, state text, type int, inside bool, outside bool, before int, most int) :rows on event
-- The newest first: ids grow with time.  The index `newest` alone says which, and only those are looked up: joined at
-- once the optimizer sorts them all.
SELECT t.id AS ticket_id, t.order_id, t.name, t.email, t.code, t.state, t.admitted_at, t.cancelled_at,
       t.created_at AS ordered_at, y.name AS ticket_type, e.time_zone
  FROM (SELECT id
          FROM ticket FORCE INDEX (newest)
         WHERE event_id = :event
           AND state = :state
               /*[if type]*/ AND ticket_type_id = :type /*[end]*/
               /*[if inside]*/ AND :inside AND admitted_at IS NOT NULL /*[end]*/
               /*[if outside]*/ AND :outside AND admitted_at IS NULL /*[end]*/
               /*[if before]*/ AND id < :before /*[end]*/
         ORDER BY id DESC
         LIMIT :most) shown
  JOIN ticket t ON t.id = shown.id
  JOIN ticket_type y ON y.id = t.ticket_type_id
  JOIN event e ON e.id = t.event_id
 ORDER BY t.id DESC;

-- attendees_found(event id, words text, code text, most int) :rows on event
-- Whose name or address has these words in it, or whose code this is.  The inner questions are answered by the
-- indexes `names`, `emails` and `code` alone.
SELECT t.id AS ticket_id, t.order_id, t.name, t.email, t.code, t.state, t.admitted_at, t.cancelled_at,
       t.created_at AS ordered_at, y.name AS ticket_type, e.time_zone
  FROM (SELECT id FROM (SELECT id FROM ticket WHERE event_id = :event AND name LIKE CONCAT('%', :words, '%') LIMIT 200) by_name
        UNION
        SELECT id FROM (SELECT id FROM ticket WHERE event_id = :event AND email LIKE CONCAT('%', LOWER(:words), '%') LIMIT 200) by_email
        UNION
        SELECT id FROM ticket WHERE event_id = :event AND code = :code) found
  JOIN ticket t ON t.id = found.id
  JOIN ticket_type y ON y.id = t.ticket_type_id
  JOIN event e ON e.id = t.event_id
 ORDER BY t.name, t.id
 LIMIT :most;

-- attendee_types(event id) :rows                                on event
SELECT id AS ticket_type_id, name FROM ticket_type WHERE event_id = :event ORDER BY position, id LIMIT 100;

-- attendee_of_event(ticket id, event int) :row                  on ticket
-- One of them, if it is of this event.
SELECT id AS ticket_id, order_id, name, state FROM ticket WHERE id = :ticket AND event_id = :event;

-- attendee_questions(event id) :rows                            on event
-- The columns of an export, in the order they were asked.
SELECT id AS question_id, label FROM question WHERE event_id = :event ORDER BY position, id LIMIT 100;

-- attendees_export(event id, after int, most int) :rows         on event
-- All of them, by id, with what is written for each; which, from the index alone as above.
SELECT t.id AS ticket_id, t.order_id, t.position, t.name, t.email, t.code, t.state, t.admitted_at, t.created_at,
       y.name AS ticket_type, o.name AS buyer, o.email AS buyer_email
  FROM (SELECT id
          FROM ticket FORCE INDEX (newest)
         WHERE event_id = :event
           AND id > :after
         ORDER BY id
         LIMIT :most) part
  JOIN ticket t ON t.id = part.id
  JOIN ticket_type y ON y.id = t.ticket_type_id
  JOIN orders o ON o.id = t.order_id
 ORDER BY t.id;

-- attendees_answers(event id, orders ids) :rows                 on event
-- What these orders answered, for each ticket (position) or for all (0).
SELECT order_id, position, question_id, value FROM answer WHERE order_id IN (:orders);

-- attendees_addresses(event id, type int) :id                   on event
-- How many addresses have a valid ticket, or one of that type.
SELECT COUNT(DISTINCT email)
  FROM ticket FORCE INDEX (emails)
 WHERE event_id = :event AND state = 'valid'
       /*[if type]*/ AND ticket_type_id = :type /*[end]*/;
