-- What an organizer owns, on the organizer's shard.  Every row names its organizer, and
-- the foreign keys carry that name along, so that nothing can belong to two.

CREATE TABLE IF NOT EXISTS organizer (
  id          BIGINT NOT NULL,
  handle      VARCHAR(63) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'the word in /o/<handle>',
  name        VARCHAR(100) NOT NULL,
  summary     VARCHAR(300) NOT NULL DEFAULT '' COMMENT 'one plain sentence',
  about       TEXT NOT NULL DEFAULT '' COMMENT 'Markdown, at most 32 KiB',
  about_html  MEDIUMTEXT NOT NULL DEFAULT '' COMMENT 'made from about by text_markdown()',
  website     VARCHAR(2048) NOT NULL DEFAULT '',
  email       VARCHAR(254) NOT NULL DEFAULT '' COMMENT 'shown to the public; may be personal: to answer questions',
  country     CHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '' COMMENT 'ISO 3166-1',
  time_zone   VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'UTC' COMMENT 'what a new event begins with',
  currency    CHAR(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'EUR' COMMENT 'what a new event begins with',
  language    VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'en' COMMENT 'of name and description',
  logo_id     BIGINT NULL COMMENT 'image',
  state       ENUM('active', 'suspended', 'closed') NOT NULL DEFAULT 'active',
  version     INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'grows with every change',
  created_at  DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at  DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (id),
  CHECK (id > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='the tenant: who puts on events';

CREATE TABLE IF NOT EXISTS team (
  organizer_id  BIGINT NOT NULL,
  account_id    BIGINT NOT NULL COMMENT 'on the person''s own shard',
  event_id      BIGINT NOT NULL DEFAULT 0 COMMENT '0: all of the organizer; else this event only',
  role          ENUM('owner', 'manager', 'finance', 'box_office', 'scanner', 'viewer') NOT NULL,
  name          VARCHAR(100) NOT NULL COMMENT 'personal: copy of the account''s, to show the team to itself',
  email         VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL
                COMMENT 'personal: copy of the account''s, to write to the team',
  created_at    DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (organizer_id, account_id, event_id),
  CONSTRAINT team_of_organizer FOREIGN KEY (organizer_id) REFERENCES organizer (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='who may do what for an organizer';

CREATE TABLE IF NOT EXISTS image (
  id            BIGINT NOT NULL COMMENT 'also the name of its files: /media/<id>-<width>.webp',
  organizer_id  BIGINT NOT NULL,
  media_type    ENUM('image/jpeg', 'image/png', 'image/webp') NOT NULL COMMENT 'by its first bytes',
  width         SMALLINT UNSIGNED NOT NULL COMMENT 'pixels, as its header says',
  height        SMALLINT UNSIGNED NOT NULL,
  alt           VARCHAR(300) NOT NULL DEFAULT '' COMMENT 'what it shows, for who cannot see it',
  state         ENUM('stored', 'ready', 'refused') NOT NULL DEFAULT 'stored' COMMENT 'ready: its files are made',
  reason        VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'why it was refused',
  sha256        BINARY(32) NOT NULL COMMENT 'of the bytes as they came',
  original      MEDIUMBLOB NOT NULL COMMENT 'the bytes as they came, at most 5 MiB; never served',
  created_by    BIGINT NOT NULL COMMENT 'account',
  created_at    DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  ready_at      DATETIME(3) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY owned (id, organizer_id),
  KEY organizer (organizer_id, created_at),
  CHECK (id > 0),
  CHECK (width > 0 AND height > 0),
  CHECK (LENGTH(original) <= 5242880),
  CONSTRAINT image_of_organizer FOREIGN KEY (organizer_id) REFERENCES organizer (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='a picture, durable here; its files can be made again';

CREATE TABLE IF NOT EXISTS venue (
  id            BIGINT NOT NULL,
  organizer_id  BIGINT NOT NULL,
  name          VARCHAR(150) NOT NULL,
  street        VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'street and number, in the order of the country',
  postcode      VARCHAR(16) NOT NULL DEFAULT '',
  city          VARCHAR(100) NOT NULL,
  city_slug     VARCHAR(63) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'listing''s city.slug',
  region        VARCHAR(100) NOT NULL DEFAULT '' COMMENT 'state or province where addresses need one',
  country       CHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'ISO 3166-1',
  latitude      DOUBLE NULL COMMENT 'degrees, WGS 84',
  longitude     DOUBLE NULL,
  time_zone     VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'IANA',
  path          VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT '/v/<words>-<id>',
  version       INT UNSIGNED NOT NULL DEFAULT 1,
  created_at    DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at    DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (id),
  UNIQUE KEY owned (id, organizer_id),
  KEY organizer (organizer_id, name),
  CHECK (id > 0),
  CHECK (latitude BETWEEN -90 AND 90),
  CHECK (longitude BETWEEN -180 AND 180),
  CONSTRAINT venue_of_organizer FOREIGN KEY (organizer_id) REFERENCES organizer (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='a place an organizer uses';

CREATE TABLE IF NOT EXISTS event (
  id            BIGINT NOT NULL,
  organizer_id  BIGINT NOT NULL,
  path          VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT '/e/<words>-<id>',
  title         VARCHAR(150) NOT NULL,
  summary       VARCHAR(300) NOT NULL DEFAULT '' COMMENT 'one plain sentence for cards and search engines',
  about         TEXT NOT NULL DEFAULT '' COMMENT 'Markdown, at most 32 KiB',
  about_html    MEDIUMTEXT NOT NULL DEFAULT '' COMMENT 'made from about by text_markdown()',
  category      VARCHAR(24) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '' COMMENT 'music, arts, ...; empty in a draft',
  language      VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'en' COMMENT 'of title and description',
  attendance    ENUM('in_person', 'online', 'hybrid') NOT NULL DEFAULT 'in_person',
  online_url    VARCHAR(2048) NOT NULL DEFAULT '' COMMENT 'where it happens online; not for the public',
  time_zone     VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'IANA; every date is shown in it',
  currency      CHAR(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'EUR' COMMENT 'frozen by the first sale',
  cover_id      BIGINT NULL COMMENT 'image',
  state         ENUM('draft', 'published', 'cancelled', 'postponed', 'ended', 'hidden', 'removed') NOT NULL DEFAULT 'draft'
                COMMENT 'hidden: by moderation; removed: gone for good, answers 410',
  version       INT UNSIGNED NOT NULL DEFAULT 1
                COMMENT 'grows with every change to what its page shows: also of its dates, place, tickets, cover, organizer',
  published_at  DATETIME(3) NULL COMMENT 'the first time',
  created_by    BIGINT NOT NULL COMMENT 'account',
  created_at    DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at    DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (id),
  UNIQUE KEY owned (id, organizer_id),
  KEY organizer (organizer_id, updated_at),
  KEY cover (cover_id, organizer_id),
  CHECK (id > 0),
  CHECK (LENGTH(about) <= 32768),
  CHECK (state = 'draft' OR category <> ''),
  CONSTRAINT event_of_organizer FOREIGN KEY (organizer_id) REFERENCES organizer (id),
  CONSTRAINT event_cover FOREIGN KEY (cover_id, organizer_id) REFERENCES image (id, organizer_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='something that happens, once or more often';

CREATE TABLE IF NOT EXISTS occurrence (
  id            BIGINT NOT NULL,
  event_id      BIGINT NOT NULL,
  organizer_id  BIGINT NOT NULL,
  venue_id      BIGINT NULL COMMENT 'NULL when online, or not known yet',
  starts_at     DATETIME NOT NULL,
  ends_at       DATETIME NOT NULL,
  starts_wall   DATETIME NOT NULL COMMENT 'what the clock at the event says; starts_at is made anew from it when a zone''s rules change',
  ends_wall     DATETIME NOT NULL,
  time_zone     VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'IANA, the event''s',
  state         ENUM('scheduled', 'cancelled', 'postponed') NOT NULL DEFAULT 'scheduled',
  created_at    DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at    DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (id),
  UNIQUE KEY owned (id, organizer_id),
  KEY event (event_id, starts_at),
  KEY venue (venue_id, starts_at),
  KEY organizer (organizer_id, starts_at),
  CHECK (id > 0),
  CHECK (ends_at >= starts_at),
  CONSTRAINT occurrence_of_event FOREIGN KEY (event_id, organizer_id) REFERENCES event (id, organizer_id),
  CONSTRAINT occurrence_at_venue FOREIGN KEY (venue_id, organizer_id) REFERENCES venue (id, organizer_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='one date of an event';

CREATE TABLE IF NOT EXISTS ticket_type (
  id               BIGINT NOT NULL,
  event_id         BIGINT NOT NULL,
  organizer_id     BIGINT NOT NULL,
  position         SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'the order the organizer chose',
  name             VARCHAR(100) NOT NULL,
  about            VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'plain text',
  kind             ENUM('free', 'fixed', 'pay_what_you_want', 'donation') NOT NULL,
  price            BIGINT NOT NULL DEFAULT 0 COMMENT 'minor units, all in; suggested when the buyer decides',
  min_price        BIGINT NOT NULL DEFAULT 0 COMMENT 'least when the buyer decides',
  currency         CHAR(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'the event''s',
  sale_starts_at   DATETIME NULL COMMENT 'NULL: at once',
  sale_ends_at     DATETIME NULL COMMENT 'NULL: when the event ends',
  min_per_order    SMALLINT UNSIGNED NOT NULL DEFAULT 1,
  max_per_order    SMALLINT UNSIGNED NOT NULL DEFAULT 10,
  max_per_person   SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT '0: no limit',
  visibility       ENUM('public', 'code') NOT NULL DEFAULT 'public' COMMENT 'code: hidden until a code unlocks it',
  needs_approval   BOOLEAN NOT NULL DEFAULT FALSE,
  state            ENUM('on_sale', 'paused', 'archived') NOT NULL DEFAULT 'on_sale',
  created_at       DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at       DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (id),
  UNIQUE KEY owned (id, organizer_id),
  KEY event (event_id, position),
  CHECK (id > 0),
  CHECK (price >= 0 AND min_price >= 0),
  CHECK (kind <> 'free' OR price = 0),
  CHECK (kind <> 'fixed' OR price > 0),
  CHECK (min_per_order >= 1 AND max_per_order >= min_per_order),
  CHECK (sale_ends_at >= sale_starts_at),
  CONSTRAINT ticket_type_of_event FOREIGN KEY (event_id, organizer_id) REFERENCES event (id, organizer_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='what is sold';

CREATE TABLE IF NOT EXISTS quota (
  id             BIGINT NOT NULL,
  event_id       BIGINT NOT NULL,
  occurrence_id  BIGINT NULL COMMENT 'NULL: of the whole event',
  organizer_id   BIGINT NOT NULL,
  name           VARCHAR(100) NOT NULL COMMENT 'event, room, tier',
  capacity       INT UNSIGNED NOT NULL COMMENT 'sum of the caps of its slots',
  slots          SMALLINT UNSIGNED NOT NULL DEFAULT 1 COMMENT '8 to 16 for a hot on-sale',
  created_at     DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at     DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (id),
  UNIQUE KEY owned (id, organizer_id),
  KEY event (event_id),
  KEY occurrence (occurrence_id, organizer_id),
  CHECK (id > 0),
  CHECK (slots BETWEEN 1 AND 64),
  CONSTRAINT quota_of_event FOREIGN KEY (event_id, organizer_id) REFERENCES event (id, organizer_id),
  CONSTRAINT quota_of_occurrence FOREIGN KEY (occurrence_id, organizer_id) REFERENCES occurrence (id, organizer_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='a named capacity';

CREATE TABLE IF NOT EXISTS ticket_type_quota (
  ticket_type_id  BIGINT NOT NULL,
  quota_id        BIGINT NOT NULL,
  organizer_id    BIGINT NOT NULL,
  PRIMARY KEY (ticket_type_id, quota_id),
  KEY quota (quota_id, organizer_id),
  CONSTRAINT draws_for_ticket_type FOREIGN KEY (ticket_type_id, organizer_id) REFERENCES ticket_type (id, organizer_id),
  CONSTRAINT draws_on_quota FOREIGN KEY (quota_id, organizer_id) REFERENCES quota (id, organizer_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='a ticket type can be bought if all quotas it draws on have room';

-- The hot counter: no foreign keys to or from it.
CREATE TABLE IF NOT EXISTS stock_slot (
  quota_id  BIGINT NOT NULL,
  slot      SMALLINT UNSIGNED NOT NULL COMMENT '0 to quota.slots - 1',
  cap       INT NOT NULL,
  held      INT NOT NULL DEFAULT 0 COMMENT 'in holds that are active or closing',
  sold      INT NOT NULL DEFAULT 0 COMMENT 'in live tickets',
  PRIMARY KEY (quota_id, slot),
  CONSTRAINT stock_slot_has_room CHECK (held >= 0 AND sold >= 0 AND held + sold <= cap)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='the counter of a quota, striped';
