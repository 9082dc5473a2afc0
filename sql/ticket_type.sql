-- ticket_type.sql: what an event sells.

-- ticket_types_shown(event id) :rows                            on event
-- The public ones, in the order the organizer chose.  `free` is what is left: the least of
-- the quotas it draws on, NULL where nothing limits it.  `state` says what can be done now:
-- open, soon, closed, sold_out.
SELECT t.id AS ticket_type_id, t.name, t.about, t.kind, t.price AS price_money, t.currency,
       t.sale_starts_at, t.sale_ends_at, e.time_zone, room.free,
       CASE WHEN room.free <= 0 THEN 'sold_out'
            WHEN t.sale_starts_at > NOW() THEN 'soon'
            WHEN t.sale_ends_at <= NOW() OR t.state = 'paused' THEN 'closed'
            ELSE 'open'
       END AS state
  FROM ticket_type t
  JOIN event e ON e.id = t.event_id
  LEFT JOIN (SELECT d.ticket_type_id, MIN(slots.free) AS free
               FROM ticket_type_quota d
               JOIN (SELECT q.id, SUM(s.cap - s.held - s.sold) AS free
                       FROM quota q
                       JOIN stock_slot s ON s.quota_id = q.id
                      WHERE q.event_id = :event
                      GROUP BY q.id) slots ON slots.id = d.quota_id
              GROUP BY d.ticket_type_id) room ON room.ticket_type_id = t.id
 WHERE t.event_id = :event
   AND t.visibility = 'public'
   AND t.state <> 'archived'
 ORDER BY t.position, t.id
 LIMIT 50;
