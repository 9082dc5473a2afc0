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
