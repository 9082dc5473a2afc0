-- city.sql: the cities an event may be in.

-- city_by_slug(slug text) :row                                  on listing
SELECT id, slug, name, country, latitude, longitude, time_zone
  FROM city
 WHERE slug = :slug;

-- city_by_name(name text) :row                                  on listing
-- The best known of those that are called so, whatever the accents and capitals.
SELECT id, slug, name, country, latitude, longitude, time_zone
  FROM city
 WHERE name = :name
 ORDER BY population DESC
 LIMIT 1;

-- cities_all() :rows                                            on listing
-- For a list to choose from, by name.
SELECT id, slug, name, country, latitude, longitude, time_zone
  FROM city
 ORDER BY name, population DESC
 LIMIT 6000;
