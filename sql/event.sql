-- event.sql: what is known of an event.

-- event_head(event id) :row                                     on event
-- Enough to decide how to answer.  Drafts and hidden events are nobody's business.
SELECT e.state, e.path, e.version, e.updated_at
  FROM event e
 WHERE e.id = :event
   AND e.state NOT IN ('draft', 'hidden');

-- event_page(event id) :row                                     on event
-- What anyone may see of it: the next date, or the last one when all are over.
SELECT e.id AS event_id, e.organizer_id, e.title, e.summary, e.about, e.about_html, e.state, e.path,
       e.category, e.language, e.attendance AS mode, e.time_zone, e.currency, e.updated_at,
       i.id AS cover_id, i.alt AS cover_alt, i.width AS cover_width, i.height AS cover_height,
       o.starts_at, o.ends_at, o.state AS occurrence_state,
       v.name AS venue, v.street, v.postcode, v.city, v.city_slug, v.region, v.country,
       v.latitude, v.longitude,
       g.name AS organizer, CONCAT('/o/', g.handle) AS organizer_path, g.summary AS organizer_about
  FROM event e
  JOIN organizer g ON g.id = e.organizer_id
  JOIN occurrence o ON o.event_id = e.id
  LEFT JOIN venue v ON v.id = o.venue_id
  LEFT JOIN image i ON i.id = e.cover_id AND i.state = 'ready'
 WHERE e.id = :event
 ORDER BY o.ends_at < NOW(), IF(o.ends_at < NOW(), -UNIX_TIMESTAMP(o.starts_at), UNIX_TIMESTAMP(o.starts_at))
 LIMIT 1;
