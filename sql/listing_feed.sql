-- listing_feed.sql: from an event on its shard to its rows of the listing.  Used by core/domain/listing.c alone.

-- listing_source(event id) :rows                                on event
-- All that the listing says of an event, a row for each date; one without a date has one all the same.
SELECT e.id AS event_id, e.organizer_id, e.version, e.state AS event_state, e.path, e.title, e.summary,
       e.about, e.category, e.tags, e.language, e.attendance, e.currency, e.published_at, e.updated_at,
       o.id AS occurrence_id, o.state AS occurrence_state, o.starts_at, o.ends_at,
       DATE_FORMAT(o.starts_wall, '%Y-%m-%d') AS starts_on, e.time_zone,
       v.id AS venue_id, v.name AS venue, v.city, v.city_slug, v.country, v.latitude, v.longitude,
       v.latitude IS NOT NULL AND v.longitude IS NOT NULL AS located,
       g.name AS organizer, g.handle AS organizer_handle, g.state AS organizer_state,
       i.id AS cover_id, i.width AS cover_width, i.height AS cover_height, i.alt AS cover_alt,
       tickets.price_from, tickets.price_to, tickets.kinds, tickets.open
  FROM event e
  JOIN organizer g ON g.id = e.organizer_id
  LEFT JOIN occurrence o ON o.event_id = e.id
  LEFT JOIN venue v ON v.id = o.venue_id
  LEFT JOIN image i ON i.id = e.cover_id AND i.state = 'ready'
  LEFT JOIN (SELECT t.event_id, COUNT(*) AS kinds,
                    MIN(IF(t.kind IN ('pay_what_you_want', 'donation'), t.min_price, t.price)) AS price_from,
                    MAX(GREATEST(t.price, t.min_price)) AS price_to,
                    SUM(room.free IS NULL OR room.free >= t.min_per_order) AS open
               FROM ticket_type t
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
                AND t.state = 'on_sale'
              GROUP BY t.event_id) tickets ON tickets.event_id = e.id
 WHERE e.id = :event;

-- listed_version(event id) :row                                 on listing
-- The version of what is listed, or of what was taken out; 0 when it never was in.
SELECT GREATEST(IFNULL((SELECT MAX(version) FROM listing WHERE event_id = :event), 0),
                IFNULL((SELECT version FROM unlisted WHERE event_id = :event), 0)) AS version;

-- listing_drop(event id) :exec                                  on listing
DELETE FROM listing WHERE event_id = :event;

-- listing_put(occurrence id, event id, organizer id, version int, state text, path text, title text,
--             summary text, about text, category text, language text, attendance text, starts_at time,
--             ends_at time, starts_on text, zone text, venue id, venue_name text, city_slug text,
--             city text, country text, latitude real, longitude real, located bool, organizer_name text,
--             handle text, cover id, cover_width int, cover_height int, cover_alt text, currency text,
--             price_from int, price_to int, priced bool, sold_out bool, published_at time,
--             updated_at time) :exec                            on listing
-- One date.  The coordinates count when `located`, the prices when `priced`.
INSERT INTO listing (occurrence_id, event_id, organizer_id, version, state, path, title, summary, about,
                     category, language, attendance, starts_at, ends_at, starts_on, time_zone, venue_id,
                     venue, city_id, city, country, latitude, longitude, organizer, organizer_handle,
                     cover_id, cover_width, cover_height, cover_alt, currency, price_from_money,
                     price_to_money, sold_out, published_at, updated_at)
VALUES (:occurrence, :event, :organizer, :version, :state, :path, :title, :summary, :about,
        :category, :language, :attendance, :starts_at, :ends_at, :starts_on, :zone, :venue,
        :venue_name, (SELECT id FROM city WHERE slug = :city_slug), :city, :country,
        IF(:located, :latitude, NULL), IF(:located, :longitude, NULL), :organizer_name, :handle,
        :cover, :cover_width, :cover_height, :cover_alt, :currency, IF(:priced, :price_from, NULL),
        IF(:priced, :price_to, NULL), :sold_out, :published_at, :updated_at);

-- unlisted_put(event id, version int) :exec                     on listing
INSERT INTO unlisted (event_id, version)
VALUES (:event, :version)
ON DUPLICATE KEY UPDATE version = GREATEST(version, :version), unlisted_at = NOW(3);

-- unlisted_drop(event id) :exec                                 on listing
DELETE FROM unlisted WHERE event_id = :event;

-- unlisted_tidy() :exec                                         on listing
-- No job runs for a month.
DELETE FROM unlisted
 WHERE unlisted_at < NOW(3) - INTERVAL 30 DAY
 ORDER BY unlisted_at
 LIMIT 1000;

-- events_after(shard int, after id, most int) :rows             on shard
-- All events of a server, in the order of their ids, to list them anew.
SELECT id FROM event WHERE id > COALESCE(:after, 0) AND state <> 'draft' ORDER BY id LIMIT :most;

-- listed_after(after id, most int) :rows                        on listing
-- All listed ones, to look whether they should be.
SELECT DISTINCT event_id FROM listing WHERE event_id > COALESCE(:after, 0) ORDER BY event_id LIMIT :most;
