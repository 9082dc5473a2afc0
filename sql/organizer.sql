-- organizer.sql: what is known of an organizer.

-- organizer_of_handle(handle text) :row                         on directory
-- Whose word this is; left_at when they have taken another one since.
SELECT organizer_id, left_at
  FROM handle_claim
 WHERE handle = :handle;

-- organizer_head(organizer id) :row                             on organizer
SELECT state, handle, version, updated_at
  FROM organizer
 WHERE id = :organizer;

-- organizer_page(organizer id) :row                             on organizer
-- What anyone may see.
SELECT g.id AS organizer_id, g.name, g.handle, g.summary, g.about_html, g.website AS website_url, g.links,
       g.email, g.imprint, g.language, g.country, g.created_at, i.id AS logo_id
  FROM organizer g
  LEFT JOIN image i ON i.id = g.logo_id AND i.state = 'ready'
 WHERE g.id = :organizer
   AND g.state = 'active';

-- organizer_claim(handle text, organizer id) :exec              on directory claims
-- Make a handle theirs; 0 rows when it is somebody's already.
INSERT INTO handle_claim (handle, organizer_id) VALUES (:handle, :organizer);

-- organizer_add(organizer id, handle text, name text, summary text, about text, about_html text, website text,
--               country text, zone text, currency text, language text) :exec on organizer claims
INSERT INTO organizer (id, handle, name, summary, about, about_html, website, country, time_zone,
                       currency, language)
VALUES (:organizer, :handle, :name, :summary, :about, :about_html, :website, :country, :zone,
        :currency, :language);

-- organizer_desk(organizer id) :row                             on organizer
-- What their own pages need.
SELECT id AS organizer_id, handle, name, country, time_zone, currency, language, state, suspended_reason, version
  FROM organizer
 WHERE id = :organizer;

-- organizer_profile(organizer id) :row                          on organizer
-- Its profile as its form shows it.
SELECT g.id AS organizer_id, g.handle, g.name, g.summary, g.about, g.website, g.links, g.email, g.imprint,
       g.country, g.time_zone, g.currency, g.language, g.logo_id AS stored_logo_id, i.state AS logo_state,
       i.reason AS logo_reason, IF(i.state = 'ready', i.id, NULL) AS logo_id, g.state, g.version
  FROM organizer g
  LEFT JOIN image i ON i.id = g.logo_id
 WHERE g.id = :organizer;

-- organizer_lock(organizer id) :row                             on organizer
-- Until the transaction ends, nobody else changes it or its team.
SELECT handle, state, version FROM organizer WHERE id = :organizer FOR UPDATE;

-- organizer_set(organizer id, version int, handle text, name text, summary text, about text, about_html text,
--               website text, links text, email text, imprint text, country text, zone text, currency text,
--               language text, logo int) :exec                  on organizer
-- 0 rows: it is of another version by now.
UPDATE organizer
   SET handle = :handle, name = :name, summary = :summary, about = :about, about_html = :about_html,
       website = :website, links = :links, email = :email, imprint = :imprint, country = :country,
       time_zone = :zone, currency = :currency, language = :language, logo_id = NULLIF(:logo, 0),
       version = version + 1
 WHERE id = :organizer
   AND version = :version;

-- organizer_touch(organizer id) :exec                           on organizer
UPDATE organizer SET version = version + 1 WHERE id = :organizer;

-- organizer_take_back(handle text, organizer id) :exec          on directory
-- A handle they had before is theirs again.
UPDATE handle_claim SET left_at = NULL WHERE handle = :handle AND organizer_id = :organizer;

-- organizer_leave_others(organizer id, handle text) :exec       on directory
-- All their handles but this one are old ones now, and lead on.
UPDATE handle_claim
   SET left_at = COALESCE(left_at, NOW(3))
 WHERE organizer_id = :organizer
   AND handle <> :handle;

-- organizers_with_logo(image id) :rows                          on image
SELECT id AS organizer_id FROM organizer WHERE logo_id = :image;

-- organizer_events(organizer id, after id, most int) :rows      on organizer
-- All of its events, in the order of their ids.
SELECT id AS event_id, state
  FROM event
 WHERE organizer_id = :organizer
   AND id > COALESCE(:after, 0)
 ORDER BY id
 LIMIT :most;
