-- unsubscribe.sql: what people do not want to get.

-- unsubscribe_add(organizer id, email text, kind text) :exec     on organizer
INSERT INTO unsubscribe (organizer_id, email, kind) VALUES (:organizer, :email, :kind)
ON DUPLICATE KEY UPDATE kind = VALUES(kind);

-- unsubscribed(organizer id, email text, kind text) :row         on organizer
SELECT created_at FROM unsubscribe WHERE organizer_id = :organizer AND email = :email AND kind = :kind;

-- unsubscribe_organizer(organizer id) :row                       on organizer
SELECT name, handle FROM organizer WHERE id = :organizer;
