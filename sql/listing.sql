-- listing.sql: the public's view of what is on.

-- listing_browse(from time, to time, city id, category text, free bool, online bool,
--                skip int, most int) :rows                      on listing
-- Cards of what is on in a stretch of time, soonest first; what runs already is in until it ends.
SELECT event_id, path, title, summary, state, attendance AS mode, category, starts_at, ends_at, time_zone,
       venue, city, organizer, organizer_handle, cover_id, cover_alt, currency,
       price_from_money, price_to_money, sold_out
  FROM listing
 WHERE starts_at >= :from
   AND starts_at < :to
   AND state IN ('published', 'postponed')
       /*[if city]*/ AND city_id = :city /*[end]*/
       /*[if category]*/ AND category = :category /*[end]*/
       /*[if free]*/ AND price_from_money = 0 /*[end]*/
       /*[if online]*/ AND attendance <> 'in_person' /*[end]*/
 ORDER BY starts_at, occurrence_id
 LIMIT :most OFFSET :skip;

-- listing_words(word text, second text, from time, to time, city id, category text, free bool, online bool,
--               skip int, most int) :rows                       on listing
-- The plain way to look for words, for when the search engine is away: in titles and names, among
-- the next few thousand dates.
SELECT event_id, path, title, summary, state, attendance AS mode, category, starts_at, ends_at, time_zone,
       venue, city, organizer, organizer_handle, cover_id, cover_alt, currency,
       price_from_money, price_to_money, sold_out
  FROM (SELECT occurrence_id, event_id, path, title, summary, state, attendance, category, starts_at,
               ends_at, time_zone, venue, city, organizer, organizer_handle, cover_id, cover_alt,
               currency, price_from_money, price_to_money, sold_out
          FROM listing
         WHERE starts_at >= :from
           AND starts_at < :to
           AND state IN ('published', 'postponed')
               /*[if city]*/ AND city_id = :city /*[end]*/
               /*[if category]*/ AND category = :category /*[end]*/
               /*[if free]*/ AND price_from_money = 0 /*[end]*/
               /*[if online]*/ AND attendance <> 'in_person' /*[end]*/
         ORDER BY starts_at
         LIMIT 5000) soon
 WHERE (title LIKE :word OR venue LIKE :word OR organizer LIKE :word OR summary LIKE :word)
       /*[if second]*/ AND (title LIKE :second OR venue LIKE :second OR organizer LIKE :second OR summary LIKE :second) /*[end]*/
 ORDER BY starts_at, occurrence_id
 LIMIT :most OFFSET :skip;

-- listing_found(found ids) :rows                                on listing
-- The cards of what the search engine found.
SELECT occurrence_id, event_id, path, title, summary, state, attendance AS mode, category, starts_at, ends_at,
       time_zone, venue, city, organizer, organizer_handle, cover_id, cover_alt, currency,
       price_from_money, price_to_money, sold_out
  FROM listing
 WHERE occurrence_id IN (:found);

-- listing_of_organizer(organizer id, after time, most int) :rows on listing
-- What they have coming.
SELECT event_id, path, title, summary, state, attendance AS mode, category, starts_at, ends_at, time_zone,
       venue, city, organizer, organizer_handle, cover_id, cover_alt, currency,
       price_from_money, price_to_money, sold_out
  FROM listing
 WHERE organizer_id = :organizer
   AND starts_at >= :after
 ORDER BY starts_at, occurrence_id
 LIMIT :most;

-- listing_past_of_organizer(organizer id, before time, most int) :rows on listing
-- What they have had, the latest first.
SELECT TRUE AS past, event_id, path, title, summary, state, attendance AS mode, category, starts_at, ends_at, time_zone,
       venue, city, organizer, organizer_handle, cover_id, cover_alt, currency,
       price_from_money, price_to_money, sold_out
  FROM listing
 WHERE organizer_id = :organizer
   AND starts_at < :before
 ORDER BY starts_at DESC, occurrence_id
 LIMIT :most;

-- event_listed(event id) :id                                    on listing
-- The version the listing has of it; 0: it is not there.
SELECT MAX(version) FROM listing WHERE event_id = :event;

-- listing_categories(from time, to time, city id, free bool, online bool, counted int) :rows on listing
-- How many of each kind there are among the first so many dates.
SELECT category, COUNT(*) AS n
  FROM (SELECT category
          FROM listing
         WHERE starts_at >= :from
           AND starts_at < :to
           AND state IN ('published', 'postponed')
               /*[if city]*/ AND city_id = :city /*[end]*/
               /*[if free]*/ AND price_from_money = 0 /*[end]*/
               /*[if online]*/ AND attendance <> 'in_person' /*[end]*/
         ORDER BY starts_at
         LIMIT :counted) soon
 GROUP BY category
 ORDER BY n DESC, category;

-- listing_cities(from time, to time, counted int, most int) :rows on listing
-- Where most is on.
SELECT c.slug, c.name, c.country, soon.n
  FROM (SELECT city_id, COUNT(*) AS n
          FROM (SELECT city_id
                  FROM listing
                 WHERE starts_at >= :from
                   AND starts_at < :to
                   AND state IN ('published', 'postponed')
                 ORDER BY starts_at
                 LIMIT :counted) dates
         WHERE city_id IS NOT NULL
         GROUP BY city_id) soon
  JOIN city c ON c.id = soon.city_id
 ORDER BY soon.n DESC, c.name
 LIMIT :most;

-- listing_organizers(from time, to time, counted int, most int) :rows        on listing
-- Who has most coming, and the city most of it is in.
SELECT handle, name, city, n
  FROM (SELECT handle, name, city, SUM(dates) OVER (PARTITION BY handle) AS n,
               ROW_NUMBER() OVER (PARTITION BY handle ORDER BY city = '', dates DESC, city) AS rank_of_city
          FROM (SELECT organizer_handle AS handle, MIN(organizer) AS name, IFNULL(city, '') AS city,
                       COUNT(*) AS dates
                  FROM (SELECT organizer_handle, organizer, city
                          FROM listing
                         WHERE starts_at >= :from
                           AND starts_at < :to
                           AND state = 'published'
                         ORDER BY starts_at
                         LIMIT :counted) soon
                 GROUP BY handle, IFNULL(city, '')) cities) ranked
 WHERE rank_of_city = 1
 ORDER BY n DESC, name
 LIMIT :most;

-- listing_months(most int) :rows                                on listing
-- The months that have events, in how many parts of `most` addresses, and when the last of them
-- changed: the sitemap's index.
SELECT DATE_FORMAT(starts_at, '%Y-%m') AS month, CEIL(COUNT(*) / :most) AS parts,
       MAX(updated_at) AS changed_at
  FROM listing
 GROUP BY month
 ORDER BY month
 LIMIT 1200;

-- listing_sitemap(from time, to time, skip int, most int) :rows on listing
-- The addresses of a month.
SELECT path, updated_at
  FROM listing
 WHERE starts_at >= :from
   AND starts_at < :to
 ORDER BY starts_at, occurrence_id
 LIMIT :most OFFSET :skip;

-- listing_sitemap_organizers(most int) :rows                    on listing
SELECT organizer_handle AS handle, MAX(updated_at) AS changed_at
  FROM listing
 GROUP BY organizer_handle
 ORDER BY organizer_handle
 LIMIT :most;
