-- image.sql: pictures, durable in the database; their files can always be made again.

-- image_add(image id, organizer int, media_type text, width int, height int, alt text, shape text, sha256 bytes,
--           original bytes, account int) :exec                  on image claims
INSERT INTO image (id, organizer_id, media_type, width, height, alt, shape, sha256, original, created_by)
VALUES (:image, :organizer, :media_type, :width, :height, :alt, :shape, :sha256, :original, :account);

-- image_head(image id) :row                                     on image
SELECT id, organizer_id, media_type, width, height, alt, state, reason
  FROM image
 WHERE id = :image;

-- image_original(image id) :row                                 on image
SELECT organizer_id, media_type, width, height, shape, state, original
  FROM image
 WHERE id = :image;

-- image_ready(image id) :exec                                   on image
-- Its files are made.
UPDATE image SET state = 'ready', reason = '', ready_at = NOW(3) WHERE id = :image;

-- image_refused(image id, reason text) :exec                    on image
UPDATE image SET state = 'refused', reason = :reason WHERE id = :image;

-- image_set_alt(image id, organizer int, alt text) :exec        on image
UPDATE image SET alt = :alt WHERE id = :image AND organizer_id = :organizer;

-- image_drop(image id) :exec                                    on image
DELETE FROM image WHERE id = :image;

-- images_waiting(shard int, older int, most int) :rows          on shard
-- Stored and not yet made into files for so many seconds.
SELECT id
  FROM image
 WHERE state = 'stored'
   AND created_at < NOW(3) - INTERVAL :older SECOND
 ORDER BY id
 LIMIT :most;

-- events_with_cover(image id) :rows                             on image
-- Whose pages change when its files are ready.
SELECT id AS event_id, state
  FROM event
 WHERE cover_id = :image;
