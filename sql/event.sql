-- event.sql: what is known of an event.

-- event_head(event id) :row                                     on event
-- Enough to decide how to answer.  Drafts and hidden events are nobody's business.
SELECT e.id AS event_id, e.state, e.path, e.version
  FROM event e
  JOIN organizer g ON g.id = e.organizer_id AND g.state <> 'suspended'
 WHERE e.id = :event
   AND e.state NOT IN ('draft', 'hidden');

-- event_page(event id, over bool) :row                          on event
-- What anyone may see of it, and the head.  Asked first with its next date, in the order of an index;
-- nothing: all are over, or it never had one, so ask for the last.
SELECT e.id AS event_id, e.state, e.path, e.version, e.title, e.summary, e.about, e.about_html,
       e.category, e.tags, e.language, e.attendance AS mode, e.time_zone,
       i.id AS cover_id, i.alt AS cover_alt, o.starts_at, o.ends_at,
       v.name AS venue, v.street, v.postcode, v.city, v.city_slug, v.region, v.country,
       v.latitude, v.longitude,
       g.name AS organizer, CONCAT('/o/', g.handle) AS organizer_path, g.summary AS organizer_about,
       g.language AS organizer_language
  FROM event e
  JOIN organizer g ON g.id = e.organizer_id AND g.state <> 'suspended'
       /*[if over]*/ LEFT JOIN occurrence o ON o.event_id = e.id
       /*[else]*/ JOIN occurrence o ON o.event_id = e.id AND o.ends_at >= NOW() /*[end]*/
  LEFT JOIN venue v ON v.id = o.venue_id
  LEFT JOIN image i ON i.id = e.cover_id AND i.state = 'ready'
 WHERE e.id = :event
   AND e.state NOT IN ('draft', 'hidden')
 ORDER BY o.starts_at /*[if over]*/ DESC /*[end]*/
 LIMIT 1;

-- event_add(event id, organizer int, path text, title text, summary text, about text, about_html text,
--           category text, tags text, language text, attendance text, online_url text, zone text,
--           currency text, self_cancel int, cover id, template bool, account int) :exec on event
-- A draft.  self_cancel -1: nobody cancels by themselves.
INSERT INTO event (id, organizer_id, path, title, summary, about, about_html, category, tags, language,
                   attendance, online_url, time_zone, currency, self_cancel_hours, cover_id, is_template,
                   created_by)
VALUES (:event, :organizer, :path, :title, :summary, :about, :about_html, :category, :tags, :language,
        :attendance, :online_url, :zone, :currency, IF(:self_cancel < 0, NULL, :self_cancel), :cover,
        :template, :account);

-- event_set(event id, version int, path text, title text, summary text, about text, about_html text,
--           category text, tags text, language text, attendance text, online_url text, zone text,
--           self_cancel int, cover id) :exec                    on event
-- Change it, if nobody else has since this version was read: 0 rows when somebody has.
UPDATE event
   SET path = :path, title = :title, summary = :summary, about = :about, about_html = :about_html,
       category = :category, tags = :tags, language = :language, attendance = :attendance,
       online_url = :online_url, time_zone = :zone,
       self_cancel_hours = IF(:self_cancel < 0, NULL, :self_cancel), cover_id = :cover,
       version = version + 1
 WHERE id = :event
   AND version = :version
   AND state NOT IN ('removed', 'hidden');

-- event_cover(event id, cover id) :exec                         on event
UPDATE event
   SET cover_id = :cover, version = version + 1
 WHERE id = :event
   AND state NOT IN ('removed', 'hidden');

-- event_move(event id, from text, to text) :exec                on event
-- From one state to another; 0 rows: somebody was first.
UPDATE event
   SET state = :to, version = version + 1,
       published_at = IF(:to = 'published', COALESCE(published_at, NOW(3)), published_at)
 WHERE id = :event
   AND state = :from;

-- event_touch(event id) :exec                                   on event
-- Something its page shows has changed elsewhere.
UPDATE event SET version = version + 1 WHERE id = :event;

-- event_lock(event id) :row                                     on event
-- The state it is in, which stays so until the transaction ends.
SELECT state, is_template, version, organizer_id, title, published_at FROM event WHERE id = :event FOR UPDATE;

-- event_desk(event id) :row                                     on event
-- All of it, for who may change it.
SELECT e.hidden_reason, e.id AS event_id, e.organizer_id, e.path, e.title, e.summary, e.about, e.about_html, e.category,
       e.tags, e.language, e.attendance AS mode, e.online_url, e.time_zone, e.currency,
       e.self_cancel_hours, e.state, e.is_template, e.version,
       e.cover_id AS stored_cover_id, IF(i.state = 'ready', i.id, NULL) AS cover_id, i.alt AS cover_alt,
       i.state AS cover_state, i.reason AS cover_reason, e.published_at,
       o.id AS occurrence_id, o.starts_at, o.ends_at, o.starts_wall, o.ends_wall,
       v.id AS venue_id, v.name AS venue, v.street, v.postcode, v.city, v.city_slug, v.country,
       v.latitude, v.longitude
  FROM event e
  LEFT JOIN occurrence o ON o.event_id = e.id
  LEFT JOIN venue v ON v.id = o.venue_id
  LEFT JOIN image i ON i.id = e.cover_id
 WHERE e.id = :event
 ORDER BY o.starts_at
 LIMIT 1;

-- events_of_organizer(organizer id, most int) :rows             on organizer
-- For their own list: what comes first, then drafts without a date, then what is over.
SELECT e.id AS event_id, e.path, e.title, e.state, e.category, e.attendance AS mode, e.time_zone,
       e.version, i.id AS cover_id, o.starts_at, o.ends_at, v.name AS venue, v.city,
       o.ends_at IS NOT NULL AND o.ends_at < NOW() AS past,
       (SELECT SUM(s.sold) FROM quota q JOIN stock_slot s ON s.quota_id = q.id WHERE q.event_id = e.id) AS sold,
       (SELECT SUM(q.capacity) FROM quota q WHERE q.event_id = e.id) AS capacity
  FROM event e
  LEFT JOIN occurrence o ON o.event_id = e.id
  LEFT JOIN venue v ON v.id = o.venue_id
  LEFT JOIN image i ON i.id = e.cover_id AND i.state = 'ready'
 WHERE e.organizer_id = :organizer
   AND e.state <> 'removed'
   AND NOT e.is_template
 ORDER BY past, o.starts_at IS NULL, IF(past, -UNIX_TIMESTAMP(o.starts_at), UNIX_TIMESTAMP(o.starts_at)),
       e.updated_at DESC
 LIMIT :most;

-- event_templates(organizer id) :rows                           on organizer
-- What they keep to make events of.
SELECT id AS event_id, title, category
  FROM event
 WHERE organizer_id = :organizer
   AND is_template
   AND state = 'draft'
 ORDER BY title
 LIMIT 50;

-- event_peopled(event id) :id                                   on event
-- 1 when somebody holds a ticket.
SELECT 1 FROM ticket WHERE event_id = :event AND state = 'valid' LIMIT 1;

-- event_numbers(event id) :row                                  on event
-- How it goes: by the counters, so that it costs the same for ten tickets and for a hundred thousand.
SELECT COALESCE(SUM(s.cap), 0) AS capacity, COALESCE(SUM(s.held), 0) AS held,
       COALESCE(SUM(s.sold), 0) AS registered, COALESCE(SUM(s.cap - s.held - s.sold), 0) AS free,
       (SELECT COALESCE(SUM(w.quantity), 0) FROM waitlist w WHERE w.event_id = :event AND w.state = 'waiting')
         AS waiting
  FROM quota q
  JOIN stock_slot s ON s.quota_id = q.id
 WHERE q.event_id = :event;

-- occurrence_add(occurrence id, event int, organizer int, venue id, starts_at time, ends_at time,
--                starts_wall text, ends_wall text, zone text) :exec on occurrence
INSERT INTO occurrence (id, event_id, organizer_id, venue_id, starts_at, ends_at, starts_wall, ends_wall,
                        time_zone)
VALUES (:occurrence, :event, :organizer, :venue, :starts_at, :ends_at, :starts_wall, :ends_wall, :zone);

-- occurrence_set(occurrence id, venue id, starts_at time, ends_at time, starts_wall text, ends_wall text,
--                zone text) :exec                               on occurrence
UPDATE occurrence
   SET venue_id = :venue, starts_at = :starts_at, ends_at = :ends_at, starts_wall = :starts_wall,
       ends_wall = :ends_wall, time_zone = :zone
 WHERE id = :occurrence;

-- occurrence_of_event(event id) :row                            on event
SELECT id, venue_id FROM occurrence WHERE event_id = :event ORDER BY starts_at LIMIT 1;
