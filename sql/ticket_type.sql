-- ticket_type.sql: what an event sells.

-- ticket_types_shown(event id) :rows                            on event
-- The public ones, in the order the organizer chose.  `free` is what is left: the least of the quotas it draws on,
-- with what holds that ran out have of it, NULL where nothing limits it; `most` of it fit into one order.  `state`
-- says what can be done now: open, soon, paused, closed, sold_out.  What is left is asked for each of these few
-- types (LATERAL DERIVED), without temporary tables but one of a few numbers.
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
                    MIN((SELECT SUM(s.cap - s.held - s.sold) FROM stock_slot s WHERE s.quota_id = d.quota_id) +
                        COALESCE((SELECT SUM(h.quantity) FROM hold h FORCE INDEX (run_out)
                                   WHERE h.quota_id = d.quota_id AND h.expires_at <= NOW(3) AND h.state = 'active'), 0))
                    AS free
               FROM ticket_type_quota d
              GROUP BY d.ticket_type_id) room ON room.ticket_type_id = t.id
 WHERE t.event_id = :event
   AND t.visibility = 'public'
   AND t.state <> 'archived'
 ORDER BY t.position, t.id
 LIMIT 50;

-- ticket_types_desk(event id) :rows                             on event
-- All of them, for who may change them, with how many there are and how many are taken.  `state` is the
-- form's: hidden ones are on sale to whoever has a code.
SELECT t.id AS ticket_type_id, t.position, t.name, t.about, t.kind, t.price AS price_money, t.currency,
       t.sale_starts_at, t.sale_ends_at, e.time_zone, t.min_per_order, t.max_per_order, t.max_per_person,
       IF(t.state = 'on_sale' AND t.visibility = 'code', 'hidden', t.state) AS state,
       room.quota_id, room.capacity, room.held, room.sold
  FROM ticket_type t
  JOIN event e ON e.id = t.event_id
  LEFT JOIN (SELECT d.ticket_type_id, MIN(slots.id) AS quota_id, MIN(slots.capacity) AS capacity,
                    MAX(slots.held) AS held, MAX(slots.sold) AS sold
               FROM (SELECT q.id, SUM(s.cap) AS capacity, SUM(s.held) AS held, SUM(s.sold) AS sold
                       FROM quota q
                       JOIN stock_slot s ON s.quota_id = q.id
                      WHERE q.event_id = :event
                      GROUP BY q.id) slots
               STRAIGHT_JOIN ticket_type_quota d ON d.quota_id = slots.id
              GROUP BY d.ticket_type_id) room ON room.ticket_type_id = t.id
 WHERE t.event_id = :event
 ORDER BY t.state = 'archived', t.position, t.id
 LIMIT 200;

-- ticket_types_of_event(event id) :rows                         on event
-- Each with the quota it has of its own.
SELECT t.id, q.id AS quota_id, q.capacity, q.slots
  FROM ticket_type t
  LEFT JOIN ticket_type_quota d ON d.ticket_type_id = t.id
  LEFT JOIN quota q ON q.id = d.quota_id
 WHERE t.event_id = :event
 ORDER BY t.id, q.id;

-- ticket_type_add(ticket_type id, event int, organizer int, position int, name text, about text, kind text,
--                 price int, currency text, starts_at time, ends_at time, min_per_order int,
--                 max_per_order int, max_per_person int, visibility text, state text) :exec on ticket_type
INSERT INTO ticket_type (id, event_id, organizer_id, position, name, about, kind, price, currency,
                         sale_starts_at, sale_ends_at, min_per_order, max_per_order, max_per_person,
                         visibility, state)
VALUES (:ticket_type, :event, :organizer, :position, :name, :about, :kind, :price, :currency,
        :starts_at, :ends_at, :min_per_order, :max_per_order, :max_per_person, :visibility, :state);

-- ticket_type_set(ticket_type id, event int, position int, name text, about text, starts_at time,
--                 ends_at time, min_per_order int, max_per_order int, max_per_person int,
--                 visibility text, state text) :exec            on ticket_type
-- All but what it costs.  0 rows: this event has none such.
UPDATE ticket_type
   SET position = :position, name = :name, about = :about, sale_starts_at = :starts_at,
       sale_ends_at = :ends_at, min_per_order = :min_per_order, max_per_order = :max_per_order,
       max_per_person = :max_per_person, visibility = :visibility, state = :state
 WHERE id = :ticket_type
   AND event_id = :event;

-- ticket_type_used(ticket_type id) :id                          on ticket_type
-- 1 when somebody has ordered it, or waits for it.
SELECT 1
  FROM (SELECT 1 FROM order_line WHERE ticket_type_id = :ticket_type
        UNION ALL
        SELECT 1 FROM waitlist WHERE ticket_type_id = :ticket_type) used
 LIMIT 1;

-- ticket_type_archive(ticket_type id) :exec                     on ticket_type
UPDATE ticket_type SET state = 'archived', position = 999 WHERE id = :ticket_type;

-- quota_undraw(quota id) :exec                                  on quota
DELETE FROM ticket_type_quota WHERE quota_id = :quota;

-- ticket_type_drop(ticket_type id) :exec                        on ticket_type
DELETE FROM ticket_type WHERE id = :ticket_type;

-- quota_drop(quota id) :exec                                    on quota
DELETE FROM quota WHERE id = :quota;

-- stock_slots_drop(quota id) :exec                              on quota
DELETE FROM stock_slot WHERE quota_id = :quota AND held = 0 AND sold = 0;

-- quota_slots_set(quota id, slots int) :exec                    on quota
UPDATE quota SET slots = :slots WHERE id = :quota;

-- quota_add(quota id, event int, organizer int, name text, capacity int, slots int) :exec on quota
INSERT INTO quota (id, event_id, organizer_id, name, capacity, slots)
VALUES (:quota, :event, :organizer, :name, :capacity, :slots);

-- quota_draw(ticket_type id, quota int, organizer int) :exec    on ticket_type
INSERT INTO ticket_type_quota (ticket_type_id, quota_id, organizer_id)
VALUES (:ticket_type, :quota, :organizer);

-- stock_slot_add(quota id, slot int, cap int) :exec             on quota
INSERT INTO stock_slot (quota_id, slot, cap) VALUES (:quota, :slot, :cap);
