-- venue.sql: the places an organizer uses.

-- venue_add(venue id, organizer int, name text, street text, postcode text, city text, city_slug text,
--           country text, latitude real, longitude real, located bool, zone text, path text) :exec on venue
-- Where it is is known when `located`.
INSERT INTO venue (id, organizer_id, name, street, postcode, city, city_slug, country, latitude,
                   longitude, time_zone, path)
VALUES (:venue, :organizer, :name, :street, :postcode, :city, :city_slug, :country,
        IF(:located, :latitude, NULL), IF(:located, :longitude, NULL), :zone, :path);

-- venue_same(organizer id, name text, street text, city_slug text, country text) :id on organizer
-- The one they have already under this name and address.
SELECT id
  FROM venue
 WHERE organizer_id = :organizer
   AND name = :name
   AND street = :street
   AND city_slug = :city_slug
   AND country = :country
 LIMIT 1;

-- venue_locate(venue id, organizer int, postcode text, latitude real, longitude real, located bool,
--              zone text) :exec                                 on venue
UPDATE venue
   SET postcode = :postcode, latitude = IF(:located, :latitude, NULL),
       longitude = IF(:located, :longitude, NULL), time_zone = :zone, version = version + 1
 WHERE id = :venue
   AND organizer_id = :organizer;

-- venue_rename(venue id, organizer int, name text, street text, postcode text, city text, city_slug text,
--              country text, latitude real, longitude real, located bool, zone text, path text) :exec on venue
-- As it is typed, while nothing but one draft is there.  0 rows: it is somewhere else, too.
UPDATE venue
   SET name = :name, street = :street, postcode = :postcode, city = :city, city_slug = :city_slug,
       country = :country, latitude = IF(:located, :latitude, NULL),
       longitude = IF(:located, :longitude, NULL), time_zone = :zone, path = :path, version = version + 1
 WHERE id = :venue
   AND organizer_id = :organizer
   AND (SELECT COUNT(*) FROM occurrence o WHERE o.venue_id = :venue) = 1;

-- venue_drop(venue id, organizer int) :exec                     on venue
-- Nothing is there any more.
DELETE FROM venue
 WHERE id = :venue
   AND organizer_id = :organizer
   AND NOT EXISTS (SELECT 1 FROM occurrence o WHERE o.venue_id = :venue);

-- venue_of_organizer(venue id, organizer int) :row              on venue
SELECT id, name, street, postcode, city, city_slug, country, latitude, longitude, time_zone
  FROM venue
 WHERE id = :venue
   AND organizer_id = :organizer;

-- venues_of_organizer(organizer id) :rows                       on organizer
SELECT id AS venue_id, name, street, city, country
  FROM venue
 WHERE organizer_id = :organizer
 ORDER BY name
 LIMIT 200;
