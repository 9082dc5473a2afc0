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
SELECT g.id AS organizer_id, g.name, g.handle, g.summary, g.about_html, g.website AS website_url,
       g.country, g.language, g.created_at, i.id AS logo_id
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
SELECT id AS organizer_id, handle, name, country, time_zone, currency, language, state, version
  FROM organizer
 WHERE id = :organizer;

-- team_add(organizer id, account int, role text, name text, email text) :exec on organizer claims
INSERT INTO team (organizer_id, account_id, event_id, role, name, email)
VALUES (:organizer, :account, 0, :role, :name, :email);

-- team_role(organizer id, account int) :row                     on organizer
-- What this person may do for this organizer; none: nothing.
SELECT role
  FROM team
 WHERE organizer_id = :organizer
   AND account_id = :account
   AND event_id = 0;

-- team_role_for_event(event id, account int) :row               on event
-- The same, from one of its events.
SELECT t.role, e.organizer_id
  FROM event e
  JOIN team t ON t.organizer_id = e.organizer_id
 WHERE e.id = :event
   AND t.account_id = :account
   AND t.event_id IN (0, e.id)
 ORDER BY t.event_id
 LIMIT 1;

-- team_of(organizer id) :rows                                   on organizer
SELECT account_id, role, name, email
  FROM team
 WHERE organizer_id = :organizer
   AND event_id = 0
 ORDER BY created_at
 LIMIT 200;
