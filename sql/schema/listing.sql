-- marquee_listing as sql/migrate makes it, for people to read: `marquee migrate --dump listing`.

CREATE TABLE `city` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `slug` varchar(63) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'the word in /in/<city>',
  `name` varchar(100) NOT NULL COMMENT 'as people there write it in Latin letters',
  `country` char(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'ISO 3166-1',
  `latitude` double NOT NULL,
  `longitude` double NOT NULL,
  `time_zone` varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'IANA',
  `population` int(10) unsigned NOT NULL DEFAULT 0 COMMENT 'about how many people, to put the better known first; 0 is unknown',
  PRIMARY KEY (`id`),
  UNIQUE KEY `slug` (`slug`),
  KEY `name` (`name`),
  CONSTRAINT `CONSTRAINT_1` CHECK (`latitude` between -90 and 90),
  CONSTRAINT `CONSTRAINT_2` CHECK (`longitude` between -180 and 180)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='cities that have, had or may have events';

CREATE TABLE `listing` (
  `occurrence_id` bigint(20) NOT NULL,
  `event_id` bigint(20) NOT NULL,
  `organizer_id` bigint(20) NOT NULL,
  `version` int(10) unsigned NOT NULL COMMENT 'of the event when this row was made; an older one never replaces it',
  `state` enum('published','cancelled','postponed','ended') NOT NULL,
  `path` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT '/e/<words>-<id>',
  `title` varchar(150) NOT NULL,
  `summary` varchar(300) NOT NULL COMMENT 'one plain sentence for cards and search engines',
  `about` text NOT NULL COMMENT 'the description as plain text, for the search index',
  `category` varchar(24) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `language` varchar(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'of title and description',
  `attendance` enum('in_person','online','hybrid') NOT NULL,
  `starts_at` datetime NOT NULL,
  `ends_at` datetime NOT NULL,
  `starts_on` date NOT NULL COMMENT 'the day at the event, for date filters and facets',
  `time_zone` varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'of the event, IANA',
  `venue_id` bigint(20) DEFAULT NULL COMMENT 'NULL when online',
  `venue` varchar(150) NOT NULL DEFAULT '' COMMENT 'its name',
  `city_id` int(10) unsigned DEFAULT NULL,
  `city` varchar(100) NOT NULL DEFAULT '' COMMENT 'its name, as in city.name',
  `country` char(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '',
  `latitude` double DEFAULT NULL,
  `longitude` double DEFAULT NULL,
  `organizer` varchar(100) NOT NULL COMMENT 'its name',
  `organizer_handle` varchar(63) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `cover_id` bigint(20) DEFAULT NULL COMMENT 'image whose files are ready; NULL when there is none',
  `cover_width` smallint(5) unsigned NOT NULL DEFAULT 0,
  `cover_height` smallint(5) unsigned NOT NULL DEFAULT 0,
  `cover_alt` varchar(300) NOT NULL DEFAULT '',
  `currency` char(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '',
  `price_from_money` bigint(20) DEFAULT NULL COMMENT 'cheapest public ticket, all in, minor units; 0 is free, NULL has no tickets',
  `price_to_money` bigint(20) DEFAULT NULL COMMENT 'dearest public ticket',
  `sold_out` tinyint(1) NOT NULL DEFAULT 0 COMMENT 'nothing was left when the row was made',
  `published_at` datetime NOT NULL,
  `updated_at` datetime NOT NULL COMMENT 'when the event last changed, for sitemaps',
  `listed_at` datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3) COMMENT 'when this row was made',
  PRIMARY KEY (`occurrence_id`),
  KEY `event` (`event_id`,`starts_at`),
  KEY `organizer` (`organizer_id`,`starts_at`),
  KEY `soon` (`starts_at`),
  KEY `in_category` (`category`,`starts_at`),
  KEY `in_city` (`city_id`,`starts_at`),
  KEY `in_city_category` (`city_id`,`category`,`starts_at`),
  KEY `in_country` (`country`,`starts_at`),
  KEY `newest` (`published_at`),
  KEY `near` (`latitude`,`longitude`),
  KEY `changed` (`updated_at`,`starts_at`),
  KEY `handle` (`organizer_handle`,`updated_at`),
  CONSTRAINT `CONSTRAINT_1` CHECK (`occurrence_id` > 0 and `event_id` > 0 and `organizer_id` > 0),
  CONSTRAINT `CONSTRAINT_2` CHECK (`ends_at` >= `starts_at`),
  CONSTRAINT `CONSTRAINT_3` CHECK (`price_from_money` >= 0 and `price_to_money` >= `price_from_money`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='one flat row per published occurrence; what is hidden, removed or a draft has none';

CREATE TABLE `search_index` (
  `only_row` tinyint(3) unsigned NOT NULL DEFAULT 1,
  `active` enum('listing_a','listing_b') NOT NULL DEFAULT 'listing_a' COMMENT 'the index in sql/search/listing.conf that is asked',
  `filling` enum('','listing_a','listing_b') NOT NULL DEFAULT '' COMMENT 'the index that is being made anew; changes go to both',
  `filled_to` bigint(20) NOT NULL DEFAULT 0 COMMENT 'highest occurrence already in it',
  `asked_at` datetime(3) DEFAULT NULL COMMENT 'since when somebody wants it made anew',
  `turned_at` datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  PRIMARY KEY (`only_row`),
  CONSTRAINT `CONSTRAINT_1` CHECK (`only_row` = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='one row';

CREATE TABLE `search_queue` (
  `event_id` bigint(20) NOT NULL,
  `turn` int(10) unsigned NOT NULL DEFAULT 1 COMMENT 'grows when the rows change again; only the turn that was told is struck off',
  `queued_at` datetime(3) NOT NULL DEFAULT current_timestamp(3) COMMENT 'since when it waits',
  PRIMARY KEY (`event_id`),
  KEY `oldest` (`queued_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='events whose rows of the listing changed and which searchd does not know yet';

CREATE TABLE `unlisted` (
  `event_id` bigint(20) NOT NULL,
  `version` int(10) unsigned NOT NULL COMMENT 'of the event when its rows were taken away',
  `unlisted_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  PRIMARY KEY (`event_id`),
  KEY `tidy` (`unlisted_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='events taken out of the listing, and when';
