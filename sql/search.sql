-- search.sql: what searchd knows of the listing.  Only core/flows/search.c writes here,
-- but for search_put, which stands in the transaction that changes the listing.

-- search_state() :row                                             on listing
-- Which index answers, which is being made anew ("" none) and how far.
SELECT active, filling, filled_to, asked_at IS NOT NULL AS asked, turned_at
  FROM search_index
 WHERE only_row = 1;

-- search_put(event id) :exec                                      on listing
-- The rows of this event change: the index must hear of it.  First in its transaction: the row
-- stays locked until commit, so that changes of one event follow each other.
INSERT INTO search_queue (event_id)
VALUES (:event)
ON DUPLICATE KEY UPDATE turn = turn + 1;

-- search_waiting(most int) :rows                                  on listing
SELECT event_id, turn
  FROM search_queue
 ORDER BY queued_at
 LIMIT :most;

-- search_waits() :row                                             on listing
-- How many, and for how many seconds the oldest.
SELECT COUNT(*) AS n, IFNULL(TIMESTAMPDIFF(SECOND, MIN(queued_at), NOW(3)), 0) AS late
  FROM search_queue;

-- search_told(event id, turn int) :exec                           on listing
DELETE FROM search_queue WHERE event_id = :event AND turn = :turn;

-- search_rows_of(events ids) :rows                                on listing
-- Documents of some events.
SELECT occurrence_id, event_id, title, summary, about, venue, city, country, organizer, starts_at, ends_at,
       DATE_FORMAT(starts_on, '%Y%m%d') AS day, city_id, category, state, attendance,
       price_from_money, latitude, longitude
  FROM listing
 WHERE event_id IN (:events);

-- search_rows_after(occurrence id, most int) :rows                on listing
-- The same for all, in the order of their ids.
SELECT occurrence_id, event_id, title, summary, about, venue, city, country, organizer, starts_at, ends_at,
       DATE_FORMAT(starts_on, '%Y%m%d') AS day, city_id, category, state, attendance,
       price_from_money, latitude, longitude
  FROM listing
 WHERE occurrence_id > COALESCE(:occurrence, 0)
 ORDER BY occurrence_id
 LIMIT :most;

-- search_ask() :exec                                              on listing
-- Somebody wants the index made anew.
UPDATE search_index SET asked_at = NOW(3) WHERE only_row = 1;

-- search_fill(filling text) :exec                                 on listing
-- Begin to, with this one.
UPDATE search_index SET filling = :filling, filled_to = 0, asked_at = NULL WHERE only_row = 1;

-- search_filled(occurrence id) :exec                              on listing
UPDATE search_index SET filled_to = :occurrence WHERE only_row = 1;

-- search_turn() :exec                                             on listing
-- What was filled answers from now on.
UPDATE search_index
   SET active = filling, filling = '', filled_to = 0, turned_at = NOW(3)
 WHERE only_row = 1 AND filling <> '';
