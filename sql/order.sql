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
