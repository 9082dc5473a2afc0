-- demo.sql: for `marquee demo` alone.

-- demo_sell(event id, percent int) :exec                        on event
-- As if so much of it had been sold, before it is published.  Sample events have no orders.
UPDATE stock_slot s
  JOIN quota q ON q.id = s.quota_id
   SET s.sold = FLOOR((s.cap - s.held) * :percent / 100)
 WHERE q.event_id = :event;
