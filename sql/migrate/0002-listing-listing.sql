-- The listing: the public's view of every published occurrence, one flat row each,
-- fed by jobs from the shards and rebuildable at any time.

CREATE TABLE IF NOT EXISTS city (
  id         INT UNSIGNED NOT NULL AUTO_INCREMENT,
  slug       VARCHAR(63) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'the word in /in/<city>',
  name       VARCHAR(100) NOT NULL COMMENT 'as people there write it in Latin letters',
  country    CHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'ISO 3166-1',
  latitude   DOUBLE NOT NULL,
  longitude  DOUBLE NOT NULL,
  time_zone  VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'IANA',
  population INT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'about how many people, to put the better known first; 0 is unknown',
  PRIMARY KEY (id),
  UNIQUE KEY slug (slug),
  KEY name (name),
  CHECK (latitude BETWEEN -90 AND 90),
  CHECK (longitude BETWEEN -180 AND 180)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='cities that have, had or may have events';

CREATE TABLE IF NOT EXISTS listing (
  occurrence_id     BIGINT NOT NULL,
  event_id          BIGINT NOT NULL,
  organizer_id      BIGINT NOT NULL,
  version           INT UNSIGNED NOT NULL COMMENT 'of the event when this row was made; an older one never replaces it',
  state             ENUM('published', 'cancelled', 'postponed', 'ended') NOT NULL,
  path              VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT '/e/<words>-<id>',
  title             VARCHAR(150) NOT NULL,
  summary           VARCHAR(300) NOT NULL COMMENT 'one plain sentence for cards and search engines',
  about             TEXT NOT NULL COMMENT 'the description as plain text, for the search index',
  category          VARCHAR(24) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  language          VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'of title and description',
  attendance        ENUM('in_person', 'online', 'hybrid') NOT NULL,
  starts_at         DATETIME NOT NULL,
  ends_at           DATETIME NOT NULL,
  starts_on         DATE NOT NULL COMMENT 'the day at the event, for date filters and facets',
  time_zone         VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'of the event, IANA',
  venue_id          BIGINT NULL COMMENT 'NULL when online',
  venue             VARCHAR(150) NOT NULL DEFAULT '' COMMENT 'its name',
  city_id           INT UNSIGNED NULL,
  city              VARCHAR(100) NOT NULL DEFAULT '' COMMENT 'its name, as in city.name',
  country           CHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '',
  latitude          DOUBLE NULL,
  longitude         DOUBLE NULL,
  organizer         VARCHAR(100) NOT NULL COMMENT 'its name',
  organizer_handle  VARCHAR(63) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  cover_id          BIGINT NULL COMMENT 'image whose files are ready; NULL when there is none',
  cover_width       SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  cover_height      SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  cover_alt         VARCHAR(300) NOT NULL DEFAULT '',
  currency          CHAR(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '',
  price_from_money  BIGINT NULL COMMENT 'cheapest public ticket, all in, minor units; 0 is free, NULL has no tickets',
  price_to_money    BIGINT NULL COMMENT 'dearest public ticket',
  sold_out          BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'nothing was left when the row was made',
  published_at      DATETIME NOT NULL,
  updated_at        DATETIME NOT NULL COMMENT 'when the event last changed, for sitemaps',
  listed_at         DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3)
                    COMMENT 'when this row was made',
  PRIMARY KEY (occurrence_id),
  KEY event (event_id, starts_at),
  KEY organizer (organizer_id, starts_at),
  KEY soon (starts_at),
  KEY in_category (category, starts_at),
  KEY in_city (city_id, starts_at),
  KEY in_city_category (city_id, category, starts_at),
  KEY in_country (country, starts_at),
  KEY newest (published_at),
  KEY near (latitude, longitude),
  CHECK (occurrence_id > 0 AND event_id > 0 AND organizer_id > 0),
  CHECK (ends_at >= starts_at),
  CHECK (price_from_money >= 0 AND price_to_money >= price_from_money)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='one flat row per published occurrence; what is hidden, removed or a draft has none';

-- A removed event leaves its version here, so that a late job of before cannot bring it back.
CREATE TABLE IF NOT EXISTS unlisted (
  event_id     BIGINT NOT NULL,
  version      INT UNSIGNED NOT NULL COMMENT 'of the event when its rows were taken away',
  unlisted_at  DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (event_id),
  KEY tidy (unlisted_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='events taken out of the listing, and when';
