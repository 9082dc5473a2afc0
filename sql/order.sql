-- order.sql: what somebody takes at once.

-- order_head(order id) :row                                      on order
-- Enough to decide how to answer. `lapsed`: its hold is past its time.
SELECT id AS order_id, event_id, occurrence_id, organizer_id, account_id, state, email, name, language, currency,
       total AS total_money, tickets, key_number, expires_at, placed_at, cancelled_at, version,
       state = 'held' AND expires_at <= NOW(3) AS lapsed,
       TIMESTAMPDIFF(SECOND, NOW(3), expires_at) AS seconds_left
  FROM orders
 WHERE id = :order;

-- order_lines(order id) :rows                                    on order
SELECT l.line, l.ticket_type_id, l.quantity, l.price AS price_money, o.currency, t.name, t.about
  FROM order_line l
  JOIN orders o ON o.id = l.order_id
  JOIN ticket_type t ON t.id = l.ticket_type_id
 WHERE l.order_id = :order
 ORDER BY l.line;

-- order_register(order id, key bytes, name text, email text, tickets text, answers text, account id, address bytes,
--                request text) :call                            on order keyed
CALL order_register(:order, :key, :name, :email, :tickets, :answers, :account, :address, :request, OUT end,
                    OUT ticket_type);

-- order_lock(order id) :row                                     on order
-- For a change: whoever changes an order, its tickets or its holds has locked it first.
SELECT state, organizer_id, event_id, email, key_number, tickets
  FROM orders
 WHERE id = :order
   FOR UPDATE;

-- order_move(order id, from text, to text) :exec                on order
-- 0 rows: somebody was first.
UPDATE orders
   SET state = :to, version = version + 1, cancelled_at = IF(:to = 'cancelled', NOW(3), cancelled_at)
 WHERE id = :order AND state = :from;

-- order_touch(order id) :exec                                   on order
UPDATE orders SET version = version + 1 WHERE id = :order;

-- order_stock(order id, ticket int) :rows                       on order
-- What its valid tickets (or one of them) take, in the order in which slots are locked.
SELECT s.quota_id, s.slot, COUNT(*) AS n
  FROM ticket t
  JOIN ticket_stock s ON s.ticket_id = t.id
 WHERE t.order_id = :order AND t.state = 'valid'
       /*[if ticket]*/ AND t.id = :ticket /*[end]*/
 GROUP BY s.quota_id, s.slot
 ORDER BY s.quota_id, s.slot;

-- stock_slot_return(quota id, slot int, n int) :exec            on quota
UPDATE stock_slot SET sold = sold - :n WHERE quota_id = :quota AND slot = :slot;

-- stock_move_cancel(move id, quota int, slot int, n int, order int) :exec on move
INSERT INTO stock_move (id, quota_id, slot, held, sold, cause, order_id)
VALUES (:move, :quota, :slot, 0, -:n, 'cancel', :order);

-- order_stock_forget(order id, ticket int) :exec                on order
DELETE s
  FROM ticket t
  JOIN ticket_stock s ON s.ticket_id = t.id
 WHERE t.order_id = :order AND t.state = 'valid'
       /*[if ticket]*/ AND t.id = :ticket /*[end]*/;

-- order_persons(order id, ticket int) :rows                     on order
-- How many valid tickets of each type, in the order in which their counters are locked.
SELECT ticket_type_id, COUNT(*) AS n
  FROM ticket
 WHERE order_id = :order AND state = 'valid'
       /*[if ticket]*/ AND id = :ticket /*[end]*/
 GROUP BY ticket_type_id
 ORDER BY ticket_type_id;

-- person_stock_return(ticket_type id, email text, n int) :exec  on ticket_type
UPDATE person_stock SET taken = taken - :n WHERE ticket_type_id = :ticket_type AND email = :email;

-- order_tickets_cancel(order id, ticket int) :exec              on order
UPDATE ticket
   SET state = 'cancelled', cancelled_at = NOW(3)
 WHERE order_id = :order AND state = 'valid' AND admitted_at IS NULL
       /*[if ticket]*/ AND id = :ticket /*[end]*/;

-- order_tickets_left(order id) :row                             on order
SELECT COUNT(*) AS n, COALESCE(SUM(admitted_at IS NOT NULL), 0) AS admitted
  FROM ticket
 WHERE order_id = :order AND state = 'valid';

-- order_resent(order id) :row                                   on order
-- How often its mail was asked for again within a day.
SELECT COUNT(*) AS n
  FROM request_key
 WHERE owner_id = :order AND deed = 'order_resend' AND created_at > NOW(3) - INTERVAL 1 DAY;
