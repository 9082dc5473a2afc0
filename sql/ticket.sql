-- ticket.sql: the right of one person to come.

-- ticket_head(ticket id) :row                                    on ticket
-- What its page, its document and the door need to decide.
SELECT t.id AS ticket_id, t.order_id, t.event_id, t.occurrence_id, t.organizer_id, t.ticket_type_id, t.position,
       t.state, t.revision, t.code, t.key_number, t.name, t.email, t.language, t.account_id, t.remind_day,
       t.remind_hours, t.admitted_at, t.cancelled_at, y.name AS ticket_type, e.self_cancel_hours,
       e.title, e.state AS event_state, e.path, e.time_zone, o.starts_at, o.ends_at
  FROM ticket t
  JOIN ticket_type y ON y.id = t.ticket_type_id
  JOIN event e ON e.id = t.event_id
  JOIN occurrence o ON o.id = t.occurrence_id
 WHERE t.id = :ticket;

-- tickets_of_order(order id) :rows                               on order
-- All of them, cancelled ones too, in their order.
SELECT t.id AS ticket_id, t.position, t.state, t.revision, t.code, t.key_number, t.name, t.email, t.admitted_at,
       t.cancelled_at, t.remind_day, t.remind_hours, y.id AS ticket_type_id, y.name AS ticket_type, e.time_zone
  FROM ticket t
  JOIN ticket_type y ON y.id = t.ticket_type_id
  JOIN event e ON e.id = t.event_id
 WHERE t.order_id = :order
 ORDER BY t.position;

-- ticket_order(ticket id) :id                                   on ticket
SELECT order_id FROM ticket WHERE id = :ticket;

-- ticket_lock(ticket id) :row                                   on ticket
-- After its order.
SELECT state, name, email, language, admitted_at
  FROM ticket
 WHERE id = :ticket
   FOR UPDATE;

-- ticket_name(ticket id, name text) :exec                       on ticket
UPDATE ticket SET name = :name WHERE id = :ticket AND state = 'valid' AND admitted_at IS NULL;

-- ticket_pass_on(ticket id, name text, email text, language text, code text) :exec on ticket
-- With the revision its code and its address change.
UPDATE ticket
   SET name = :name, email = :email, language = :language, code = :code, revision = revision + 1, account_id = NULL,
       remind_day = TRUE, remind_hours = FALSE
 WHERE id = :ticket AND state = 'valid' AND admitted_at IS NULL;

-- ticket_remind(ticket id, day bool, hours bool) :exec          on ticket
UPDATE ticket SET remind_day = :day, remind_hours = :hours WHERE id = :ticket AND state = 'valid';
