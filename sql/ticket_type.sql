-- ticket_type.sql: what an event sells.

-- ticket_types_shown(event id) :rows                            on event
-- The public ones, in the order the organizer chose.  `free` is what is left: the least of
-- the quotas it draws on, NULL where nothing limits it; `most` of it fit into one order.  `state` says what can be
-- done now: open, soon, paused, closed, sold_out.  What is left is asked for each of these few types (LATERAL
-- DERIVED), without temporary tables but one of a few numbers.
SELECT t.id AS ticket_type_id, t.name, t.about, t.kind, t.price AS price_money, t.currency,
       t.sale_starts_at, t.sale_ends_at, e.time_zone, room.free,
       t.min_per_order, LEAST(t.max_per_order, 100, COALESCE(room.free, 100)) AS most,
       CASE WHEN t.sale_ends_at <= NOW() THEN 'closed'
            WHEN room.free < t.min_per_order THEN 'sold_out'
            WHEN t.sale_starts_at > NOW() OR t.kind <> 'free' THEN 'soon'
            WHEN t.state = 'paused' THEN 'paused'
            ELSE 'open'
       END AS state
  FROM ticket_type t
  JOIN event e ON e.id = t.event_id
  LEFT JOIN (SELECT d.ticket_type_id,
                    MIN((SELECT SUM(s.cap - s.held - s.sold) FROM stock_slot s WHERE s.quota_id = d.quota_id)) AS free
               FROM ticket_type_quota d
              GROUP BY d.ticket_type_id) room ON room.ticket_type_id = t.id
 WHERE t.event_id = :event
   AND t.visibility = 'public'
   AND t.state <> 'archived'
 ORDER BY t.position, t.id
 LIMIT 50;

-- ticket_type_add(ticket_type id, event int, organizer int, position int, name text, about text, kind text,
--                 price int, currency text) :exec               on ticket_type
INSERT INTO ticket_type (id, event_id, organizer_id, position, name, about, kind, price, currency)
VALUES (:ticket_type, :event, :organizer, :position, :name, :about, :kind, :price, :currency);

-- quota_add(quota id, event int, organizer int, name text, capacity int, slots int) :exec on quota
INSERT INTO quota (id, event_id, organizer_id, name, capacity, slots)
VALUES (:quota, :event, :organizer, :name, :capacity, :slots);

-- quota_draw(ticket_type id, quota int, organizer int) :exec    on ticket_type
INSERT INTO ticket_type_quota (ticket_type_id, quota_id, organizer_id)
VALUES (:ticket_type, :quota, :organizer);

-- stock_slot_add(quota id, slot int, cap int) :exec             on quota
INSERT INTO stock_slot (quota_id, slot, cap) VALUES (:quota, :slot, :cap);
