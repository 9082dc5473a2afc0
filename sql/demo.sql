-- demo.sql: for `marquee demo` alone.

-- demo_types(event id) :rows                                     on event
-- What it sells, each of one quota in one slot.
SELECT t.id AS ticket_type_id, t.organizer_id, d.quota_id, s.cap - s.held - s.sold AS free
  FROM ticket_type t
  JOIN ticket_type_quota d ON d.ticket_type_id = t.id
  JOIN stock_slot s ON s.quota_id = d.quota_id AND s.slot = 0
 WHERE t.event_id = :event
 ORDER BY t.position, t.id;

-- demo_order(order id, event int, email text, name text, n int, key_number int, ago int) :exec on order
-- Given away, so that no money is owed for it, so many hours ago.
INSERT INTO orders (id, event_id, occurrence_id, organizer_id, state, email, name, language, currency, tickets,
                    key_number, expires_at, placed_at, created_at)
SELECT :order, e.id, o.id, e.organizer_id, 'paid', :email, :name, e.language, e.currency, :n, :key_number,
       NOW(3) - INTERVAL :ago HOUR, NOW(3) - INTERVAL :ago HOUR, NOW(3) - INTERVAL :ago HOUR
  FROM event e
  JOIN occurrence o ON o.event_id = e.id
 WHERE e.id = :event
 ORDER BY o.starts_at
 LIMIT 1;

-- demo_line(order id, ticket_type int, n int) :exec             on order
INSERT INTO order_line (order_id, line, organizer_id, ticket_type_id, quantity, price)
SELECT o.id, 1, o.organizer_id, :ticket_type, :n, 0
  FROM orders o
 WHERE o.id = :order;

-- demo_ticket(ticket id, order int, ticket_type int, position int, code text, name text, ago int) :exec on ticket
INSERT INTO ticket (id, order_id, event_id, occurrence_id, organizer_id, ticket_type_id, position, code, key_number,
                    name, email, language, created_at)
SELECT :ticket, o.id, o.event_id, o.occurrence_id, o.organizer_id, :ticket_type, :position, :code, o.key_number,
       :name, o.email, o.language, NOW(3) - INTERVAL :ago HOUR
  FROM orders o
 WHERE o.id = :order;

-- demo_ticket_stock(order id, quota int) :exec                  on order
INSERT INTO ticket_stock (ticket_id, quota_id, slot)
SELECT id, :quota, 0
  FROM ticket
 WHERE order_id = :order;

-- demo_person(ticket_type id, email text, n int) :exec          on ticket_type
INSERT INTO person_stock (ticket_type_id, email, taken) VALUES (:ticket_type, :email, :n);

-- demo_stock(quota id, n int) :exec                             on quota
UPDATE stock_slot SET sold = sold + :n WHERE quota_id = :quota AND slot = 0;

-- demo_move(move id, quota int, n int, order int) :exec         on move
INSERT INTO stock_move (id, quota_id, slot, held, sold, cause, order_id)
VALUES (:move, :quota, 0, 0, :n, 'register', :order);
