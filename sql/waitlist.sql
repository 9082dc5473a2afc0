-- waitlist.sql: who would come if there were room.

-- waitlist_add(waitlist id, event int, organizer int, ticket_type int, email text, name text, language text,
--              quantity int, key_number int) :exec                              on waitlist claims
-- 0 rows: this address waits for it already, or has done.
INSERT INTO waitlist (id, event_id, organizer_id, ticket_type_id, email, name, language, quantity,
                      key_number)
VALUES (:waitlist, :event, :organizer, :ticket_type, :email, :name, :language, :quantity, :key_number);

-- waitlist_of_person(ticket_type id, email text) :row           on ticket_type
-- The entry of this address, which stays as it is until the transaction ends.
SELECT id, state, quantity FROM waitlist WHERE ticket_type_id = :ticket_type AND email = :email FOR UPDATE;

-- waitlist_set(waitlist id, name text, language text, quantity int) :exec on waitlist
-- Once more: who had left goes to the end; who waits keeps the place.
UPDATE waitlist
   SET created_at = IF(state = 'left', NOW(3), created_at), state = 'waiting', name = :name,
       language = :language, quantity = :quantity
 WHERE id = :waitlist;

-- waitlist_leave(waitlist id) :exec                             on waitlist
UPDATE waitlist SET state = 'left' WHERE id = :waitlist AND state = 'waiting';

-- waitlist_head(waitlist id) :row                               on waitlist
-- An entry, and what it waits for.  `ahead`: how many asked before.
SELECT w.id AS waitlist_id, w.event_id, w.organizer_id, w.ticket_type_id, w.email, w.name, w.language, w.quantity,
       w.state, w.key_number, w.created_at, t.name AS ticket_type, e.title, e.path AS event_path, e.state AS event_state, e.time_zone,
       (SELECT COUNT(*) FROM waitlist b
         WHERE b.event_id = w.event_id AND b.state = 'waiting' AND b.ticket_type_id = w.ticket_type_id
           AND b.created_at < w.created_at) AS ahead
  FROM waitlist w
  JOIN ticket_type t ON t.id = w.ticket_type_id
  JOIN event e ON e.id = w.event_id
 WHERE w.id = :waitlist;

-- waitlist_type(ticket_type id, event int) :row                 on ticket_type
-- What would be waited for, if it is of this event and can be.
SELECT t.id AS ticket_type_id, t.name, t.organizer_id, t.min_per_order, t.max_per_order
  FROM ticket_type t
  JOIN event e ON e.id = t.event_id
 WHERE t.id = :ticket_type
   AND t.event_id = :event
   AND t.visibility = 'public'
   AND t.state = 'on_sale'
   AND e.state = 'published';
