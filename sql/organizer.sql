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
       g.country, g.created_at, i.id AS logo_id
  FROM organizer g
  LEFT JOIN image i ON i.id = g.logo_id AND i.state = 'ready'
 WHERE g.id = :organizer
   AND g.state = 'active';
