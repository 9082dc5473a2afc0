-- marquee_hub as sql/migrate makes it, for people to read: `marquee migrate --dump hub`.

CREATE TABLE `account` (
  `id` bigint(20) NOT NULL,
  `email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'personal: where mail is sent, canonical as in email_claim',
  `name` varchar(100) NOT NULL COMMENT 'personal: how the person is greeted and shown to their teams',
  `language` varchar(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'en' COMMENT 'personal: of mail and pages',
  `time_zone` varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'UTC' COMMENT 'personal: what a form begins with',
  `state` enum('unverified','active','locked','closed') NOT NULL DEFAULT 'unverified',
  `admin` tinyint(1) NOT NULL DEFAULT 0 COMMENT 'may see and moderate everything',
  `version` int(10) unsigned NOT NULL DEFAULT 1,
  `verified_at` datetime(3) DEFAULT NULL COMMENT 'when the address was proved',
  `created_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  `updated_at` datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  PRIMARY KEY (`id`),
  KEY `unproved` (`state`,`created_at`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "account"'
 PARTITION BY RANGE (`id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `answer` (
  `order_id` bigint(20) NOT NULL,
  `position` smallint(5) unsigned NOT NULL DEFAULT 0 COMMENT 'of the ticket in the order; 0: of the order',
  `question_id` bigint(20) NOT NULL,
  `organizer_id` bigint(20) NOT NULL,
  `value` text NOT NULL COMMENT 'personal: what was asked for; several choices one a line',
  PRIMARY KEY (`order_id`,`position`,`question_id`),
  KEY `question` (`question_id`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "answer"'
 PARTITION BY RANGE (`order_id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `audit` (
  `id` bigint(20) NOT NULL COMMENT 'on the shard of its subject',
  `at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  `actor_id` bigint(20) NOT NULL COMMENT 'personal: account that acted, 0 for a program, to answer for what was done',
  `organizer_id` bigint(20) NOT NULL COMMENT '0 when it is about a person',
  `deed` varchar(48) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'event_publish, login',
  `subject_id` bigint(20) NOT NULL COMMENT 'what it was done to',
  `detail` text NOT NULL DEFAULT '{}' COMMENT 'JSON: what was before, what is now; no secrets',
  `address` varbinary(16) NOT NULL DEFAULT '' COMMENT 'personal: where from, to investigate misuse',
  `request` varchar(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '' COMMENT 'the request id in the logs',
  PRIMARY KEY (`id`),
  KEY `organizer` (`organizer_id`,`at`),
  KEY `subject` (`subject_id`,`at`),
  KEY `actor` (`actor_id`,`at`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "audit"'
 PARTITION BY RANGE (`id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `bounce` (
  `organizer_id` bigint(20) NOT NULL COMMENT 'whose mail came back; what one organizer learns of an address is nobody else''s',
  `email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'personal: canonical; where it could not go',
  `hard` tinyint(1) NOT NULL COMMENT 'for good: there is no such mailbox, or it was full three times',
  `times` smallint(5) unsigned NOT NULL DEFAULT 1,
  `status` varchar(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'RFC 3463: 5.1.1',
  `reason` varchar(200) NOT NULL DEFAULT '' COMMENT 'what the mail server said',
  `first_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  `last_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  PRIMARY KEY (`organizer_id`,`email`),
  KEY `tidy` (`last_at`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "bounce"'
 PARTITION BY RANGE (`organizer_id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `check_in` (
  `id` bigint(20) NOT NULL,
  `ticket_id` bigint(20) NOT NULL COMMENT '0: the code was none of ours',
  `event_id` bigint(20) NOT NULL,
  `occurrence_id` bigint(20) NOT NULL,
  `organizer_id` bigint(20) NOT NULL,
  `kind` enum('entry','exit','refusal') NOT NULL,
  `reason` varchar(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '' COMMENT 'of a refusal: already_in, cancelled, revoked, ...',
  `account_id` bigint(20) NOT NULL COMMENT 'personal: who stood at the door',
  `at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  PRIMARY KEY (`id`),
  KEY `ticket` (`ticket_id`,`at`),
  KEY `event` (`event_id`,`at`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "check_in"'
 PARTITION BY RANGE (`id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `event` (
  `id` bigint(20) NOT NULL,
  `organizer_id` bigint(20) NOT NULL,
  `path` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT '/e/<words>-<id>',
  `title` varchar(150) NOT NULL,
  `summary` varchar(300) NOT NULL DEFAULT '' COMMENT 'one plain sentence for cards and search engines',
  `about` text NOT NULL DEFAULT '' COMMENT 'Markdown, at most 32 KiB',
  `about_html` mediumtext NOT NULL DEFAULT '' COMMENT 'made from about by text_markdown()',
  `category` varchar(24) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '' COMMENT 'music, arts, ...; empty in a draft',
  `tags` varchar(450) NOT NULL DEFAULT '' COMMENT 'at most 10 of 40 letters, one a line, as the organizer wrote them',
  `language` varchar(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'en' COMMENT 'of title and description',
  `attendance` enum('in_person','online','hybrid') NOT NULL DEFAULT 'in_person',
  `online_url` varchar(2048) NOT NULL DEFAULT '' COMMENT 'where it happens online; not for the public',
  `time_zone` varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'IANA; every date is shown in it',
  `currency` char(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'EUR' COMMENT 'frozen by the first sale',
  `self_cancel_hours` smallint(5) unsigned DEFAULT 0 COMMENT 'until so many hours before it starts holders may cancel by themselves; NULL: they may not',
  `cover_id` bigint(20) DEFAULT NULL COMMENT 'image',
  `state` enum('draft','published','cancelled','postponed','ended','hidden','removed') NOT NULL DEFAULT 'draft' COMMENT 'hidden: by moderation; removed: gone for good, answers 410',
  `hidden_from` varchar(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '' COMMENT 'the state it goes back to when an operator shows it again',
  `hidden_reason` varchar(500) NOT NULL DEFAULT '' COMMENT 'what the operator told its organizer',
  `is_template` tinyint(1) NOT NULL DEFAULT 0 COMMENT 'a draft that is never published: others are made of it',
  `version` int(10) unsigned NOT NULL DEFAULT 1 COMMENT 'grows with every change to what its page shows: also of its dates, place, tickets, cover, organizer',
  `published_at` datetime(3) DEFAULT NULL COMMENT 'the first time',
  `created_by` bigint(20) NOT NULL COMMENT 'account',
  `created_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  `updated_at` datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  PRIMARY KEY (`id`),
  KEY `owned` (`id`,`organizer_id`),
  KEY `organizer` (`organizer_id`,`updated_at`),
  KEY `cover` (`cover_id`,`organizer_id`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "event"'
 PARTITION BY RANGE (`id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `hold` (
  `order_id` bigint(20) NOT NULL,
  `line` smallint(5) unsigned NOT NULL,
  `quota_id` bigint(20) NOT NULL,
  `slot` smallint(5) unsigned NOT NULL,
  `quantity` smallint(5) unsigned NOT NULL,
  `state` enum('active','closing') NOT NULL DEFAULT 'active' COMMENT 'closing: a payment page is open; deleted when committed or released',
  `expires_at` datetime(3) NOT NULL,
  PRIMARY KEY (`order_id`,`line`,`quota_id`,`slot`),
  KEY `lapsed` (`expires_at`),
  KEY `run_out` (`quota_id`,`expires_at`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "hold"'
 PARTITION BY RANGE (`order_id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `image` (
  `id` bigint(20) NOT NULL COMMENT 'also the name of its files: /media/<id>-<width>.webp',
  `organizer_id` bigint(20) NOT NULL,
  `media_type` enum('image/jpeg','image/png','image/webp') NOT NULL COMMENT 'by its first bytes',
  `width` smallint(5) unsigned NOT NULL COMMENT 'pixels, as its header says',
  `height` smallint(5) unsigned NOT NULL,
  `alt` varchar(300) NOT NULL DEFAULT '' COMMENT 'what it shows, for who cannot see it',
  `shape` enum('cover','square') NOT NULL DEFAULT 'cover' COMMENT 'which files are made of it: covers are 16:9',
  `state` enum('stored','ready','refused') NOT NULL DEFAULT 'stored' COMMENT 'ready: its files are made',
  `reason` varchar(200) NOT NULL DEFAULT '' COMMENT 'why it was refused',
  `sha256` binary(32) NOT NULL COMMENT 'of the bytes as they came',
  `created_by` bigint(20) NOT NULL COMMENT 'account',
  `created_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  `ready_at` datetime(3) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `owned` (`id`,`organizer_id`),
  KEY `organizer` (`organizer_id`,`created_at`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "image"'
 PARTITION BY RANGE (`id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `invitation` (
  `id` bigint(20) NOT NULL,
  `organizer_id` bigint(20) NOT NULL,
  `email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'personal: canonical; only an account with this address may accept',
  `role` enum('owner','manager','finance','box_office','scanner','viewer') NOT NULL,
  `language` varchar(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'en' COMMENT 'of the mail',
  `state` enum('open','accepted','withdrawn') NOT NULL DEFAULT 'open',
  `invited_by` bigint(20) NOT NULL COMMENT 'account',
  `accepted_by` bigint(20) DEFAULT NULL COMMENT 'personal: account',
  `expires_at` datetime(3) NOT NULL,
  `created_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  `updated_at` datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  PRIMARY KEY (`id`),
  KEY `organizer` (`organizer_id`,`state`,`created_at`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "invitation"'
 PARTITION BY RANGE (`id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `job` (
  `id` bigint(20) NOT NULL COMMENT 'on the shard of its subject',
  `kind` varchar(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'a row of handlers/jobs/jobs.def',
  `subject_id` bigint(20) NOT NULL COMMENT 'what it is about',
  `payload` text NOT NULL DEFAULT '{}' COMMENT 'JSON; may be personal: only what the deed needs',
  `state` enum('waiting','leased','done','dead') NOT NULL DEFAULT 'waiting' COMMENT 'dead: given up, reason says why',
  `run_at` datetime(3) NOT NULL DEFAULT current_timestamp(3) COMMENT 'not before',
  `attempts` smallint(5) unsigned NOT NULL DEFAULT 0 COMMENT 'counted when leased',
  `lease_owner` varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '' COMMENT 'who works on it; only they may end it',
  `lease_until` datetime(3) DEFAULT NULL COMMENT 'after this anybody may take it',
  `reason` varchar(500) NOT NULL DEFAULT '' COMMENT 'of the last failure',
  `created_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  `ended_at` datetime(3) DEFAULT NULL COMMENT 'done or dead; done ones are tidied away after a day',
  PRIMARY KEY (`id`),
  KEY `subject` (`subject_id`,`kind`),
  KEY `tidy` (`state`,`ended_at`),
  KEY `next` (`state`,`kind`,`run_at`),
  KEY `leased` (`lease_until`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "job"'
 PARTITION BY RANGE (`id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `membership` (
  `account_id` bigint(20) NOT NULL COMMENT 'the person, whose shard this is',
  `organizer_id` bigint(20) NOT NULL,
  `event_id` bigint(20) NOT NULL DEFAULT 0 COMMENT '0: all of the organizer; else this event only',
  `role` enum('owner','manager','finance','box_office','scanner','viewer') NOT NULL,
  `name` varchar(100) NOT NULL COMMENT 'of the organizer',
  `handle` varchar(63) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'of the organizer',
  `version` int(10) unsigned NOT NULL COMMENT 'of the organizer when copied; an older one never replaces it',
  `copied_at` datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  PRIMARY KEY (`account_id`,`organizer_id`,`event_id`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "membership"'
 PARTITION BY RANGE (`account_id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `message` (
  `id` bigint(20) NOT NULL,
  `event_id` bigint(20) NOT NULL,
  `organizer_id` bigint(20) NOT NULL,
  `subject` varchar(150) NOT NULL,
  `body` text NOT NULL COMMENT 'plain text, at most 5000 letters',
  `recipients` int(10) unsigned NOT NULL COMMENT 'how many mailboxes it was for when it was sent',
  `chosen` text NOT NULL DEFAULT '{}' COMMENT 'JSON: to whom: what narrows the list of tickets, or which',
  `account_id` bigint(20) NOT NULL COMMENT 'personal: who wrote it',
  `created_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  PRIMARY KEY (`id`),
  KEY `event` (`event_id`,`created_at`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "message"'
 PARTITION BY RANGE (`id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `my_ticket` (
  `account_id` bigint(20) NOT NULL COMMENT 'the person, whose shard this is',
  `ticket_id` bigint(20) NOT NULL COMMENT 'ticket on the organizer''s shard',
  `order_id` bigint(20) NOT NULL,
  `event_id` bigint(20) NOT NULL,
  `occurrence_id` bigint(20) NOT NULL,
  `organizer_id` bigint(20) NOT NULL,
  `title` varchar(150) NOT NULL COMMENT 'of the event',
  `organizer` varchar(100) NOT NULL COMMENT 'its name',
  `ticket_type` varchar(100) NOT NULL COMMENT 'its name',
  `name` varchar(100) NOT NULL COMMENT 'personal: who comes',
  `starts_at` datetime NOT NULL,
  `ends_at` datetime NOT NULL,
  `time_zone` varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `attendance` enum('in_person','online','hybrid') NOT NULL,
  `venue` varchar(150) NOT NULL DEFAULT '',
  `city` varchar(100) NOT NULL DEFAULT '',
  `state` enum('valid','cancelled','gone') NOT NULL COMMENT 'gone: it is somebody else''s now',
  `event_state` varchar(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `revision` smallint(5) unsigned NOT NULL COMMENT 'of the ticket, which its address is made with',
  `key_number` smallint(5) unsigned NOT NULL,
  `version` int(10) unsigned NOT NULL COMMENT 'of the order when copied; an older one never replaces it',
  `copied_at` datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  PRIMARY KEY (`account_id`,`ticket_id`),
  KEY `soon` (`account_id`,`starts_at`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "my_ticket"'
 PARTITION BY RANGE (`account_id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `notice_preference` (
  `account_id` bigint(20) NOT NULL,
  `kind` varchar(24) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'one of core/domain/notice.c',
  `wanted` tinyint(1) NOT NULL,
  `updated_at` datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  PRIMARY KEY (`account_id`,`kind`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "notice_preference"'
 PARTITION BY RANGE (`account_id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `occurrence` (
  `id` bigint(20) NOT NULL,
  `event_id` bigint(20) NOT NULL,
  `organizer_id` bigint(20) NOT NULL,
  `venue_id` bigint(20) DEFAULT NULL COMMENT 'NULL when online, or not known yet',
  `starts_at` datetime NOT NULL,
  `ends_at` datetime NOT NULL,
  `starts_wall` datetime NOT NULL COMMENT 'what the clock at the event says; starts_at is made anew from it when a zone''s rules change',
  `ends_wall` datetime NOT NULL,
  `time_zone` varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'IANA, the event''s',
  `state` enum('scheduled','cancelled','postponed') NOT NULL DEFAULT 'scheduled',
  `reminded_day_for` datetime DEFAULT NULL COMMENT 'the start that the reminder a day before was promised for',
  `reminded_hours_for` datetime DEFAULT NULL COMMENT 'and that two hours before',
  `created_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  `updated_at` datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  PRIMARY KEY (`id`),
  KEY `owned` (`id`,`organizer_id`),
  KEY `event` (`event_id`,`starts_at`),
  KEY `venue` (`venue_id`,`starts_at`),
  KEY `organizer` (`organizer_id`,`starts_at`),
  KEY `occurrence_of_event` (`event_id`,`organizer_id`),
  KEY `occurrence_at_venue` (`venue_id`,`organizer_id`),
  KEY `soon` (`state`,`starts_at`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "occurrence"'
 PARTITION BY RANGE (`id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `orders` (
  `id` bigint(20) NOT NULL,
  `event_id` bigint(20) NOT NULL,
  `occurrence_id` bigint(20) NOT NULL,
  `organizer_id` bigint(20) NOT NULL,
  `account_id` bigint(20) DEFAULT NULL COMMENT 'personal: whose it is, when they were signed in or proved the address later',
  `state` enum('held','pending','paid','expired','cancelled') NOT NULL DEFAULT 'held' COMMENT 'a free one is paid when it is registered',
  `email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '' COMMENT 'personal: canonical; where tickets are sent; empty while held',
  `name` varchar(100) NOT NULL DEFAULT '' COMMENT 'personal: who ordered, for the organizer and the tickets',
  `language` varchar(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'en' COMMENT 'of its pages and mails',
  `currency` char(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `total` bigint(20) NOT NULL DEFAULT 0 COMMENT 'minor units, all in; the sum of its lines',
  `tickets` smallint(5) unsigned NOT NULL COMMENT 'how many it was placed for',
  `key_number` smallint(5) unsigned NOT NULL COMMENT 'of the ring `ticket`, which its secret address is made with',
  `visitor` binary(16) DEFAULT NULL COMMENT 'personal: keyed hash of the network it came from, to limit holds',
  `expires_at` datetime(3) NOT NULL COMMENT 'of its hold, by the database''s clock',
  `placed_at` datetime(3) DEFAULT NULL COMMENT 'when it was registered',
  `cancelled_at` datetime(3) DEFAULT NULL,
  `version` int(10) unsigned NOT NULL DEFAULT 1 COMMENT 'grows with every change to it or its tickets',
  `created_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  `updated_at` datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  PRIMARY KEY (`id`),
  KEY `event` (`event_id`,`state`,`placed_at`),
  KEY `organizer` (`organizer_id`,`placed_at`),
  KEY `visitor` (`event_id`,`visitor`,`expires_at`),
  KEY `email` (`email`,`event_id`),
  KEY `lapsed` (`state`,`expires_at`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "orders"'
 PARTITION BY RANGE (`id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `order_line` (
  `order_id` bigint(20) NOT NULL,
  `line` smallint(5) unsigned NOT NULL COMMENT 'from 1, by ticket type ascending',
  `organizer_id` bigint(20) NOT NULL,
  `ticket_type_id` bigint(20) NOT NULL,
  `quantity` smallint(5) unsigned NOT NULL,
  `price` bigint(20) NOT NULL COMMENT 'minor units for one, as it was when it was held',
  PRIMARY KEY (`order_id`,`line`),
  KEY `ticket_type` (`ticket_type_id`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "order_line"'
 PARTITION BY RANGE (`order_id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `organizer` (
  `id` bigint(20) NOT NULL,
  `handle` varchar(63) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'the word in /o/<handle>',
  `name` varchar(100) NOT NULL,
  `summary` varchar(300) NOT NULL DEFAULT '' COMMENT 'one plain sentence',
  `about` text NOT NULL DEFAULT '' COMMENT 'Markdown, at most 32 KiB',
  `about_html` mediumtext NOT NULL DEFAULT '' COMMENT 'made from about by text_markdown()',
  `website` varchar(2048) NOT NULL DEFAULT '',
  `links` text NOT NULL DEFAULT '' COMMENT 'https addresses elsewhere, one a line, at most five',
  `email` varchar(254) NOT NULL DEFAULT '' COMMENT 'shown to the public; may be personal: to answer questions',
  `imprint` text NOT NULL DEFAULT '' COMMENT 'plain text, at most 5000 letters; may be personal: who answers for it by law',
  `country` char(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '' COMMENT 'ISO 3166-1',
  `time_zone` varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'UTC' COMMENT 'what a new event begins with',
  `currency` char(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'EUR' COMMENT 'what a new event begins with',
  `language` varchar(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'en' COMMENT 'of name and description',
  `logo_id` bigint(20) DEFAULT NULL COMMENT 'image',
  `state` enum('active','suspended','closed') NOT NULL DEFAULT 'active',
  `suspended_reason` varchar(500) NOT NULL DEFAULT '' COMMENT 'what the operator told them',
  `version` int(10) unsigned NOT NULL DEFAULT 1 COMMENT 'grows with every change',
  `created_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  `updated_at` datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  PRIMARY KEY (`id`),
  KEY `logo` (`logo_id`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "organizer"'
 PARTITION BY RANGE (`id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `person_stock` (
  `ticket_type_id` bigint(20) NOT NULL,
  `email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'personal: canonical; who took them',
  `taken` int(10) unsigned NOT NULL COMMENT 'live tickets of orders of this address',
  PRIMARY KEY (`ticket_type_id`,`email`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "person_stock"'
 PARTITION BY RANGE (`ticket_type_id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `question` (
  `id` bigint(20) NOT NULL,
  `event_id` bigint(20) NOT NULL,
  `organizer_id` bigint(20) NOT NULL,
  `position` smallint(5) unsigned NOT NULL DEFAULT 0 COMMENT 'the order the organizer chose',
  `label` varchar(200) NOT NULL,
  `help` varchar(300) NOT NULL DEFAULT '',
  `kind` enum('text','lines','choice','choices','flag') NOT NULL,
  `options` text NOT NULL DEFAULT '[]' COMMENT 'JSON: what can be chosen, at most 50 texts of 100',
  `required` tinyint(1) NOT NULL DEFAULT 0,
  `asked` enum('order','ticket') NOT NULL DEFAULT 'ticket' COMMENT 'once, or for each ticket',
  `state` enum('asked','archived') NOT NULL DEFAULT 'asked' COMMENT 'archived: answers stay, nobody is asked any more',
  `created_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  `updated_at` datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  PRIMARY KEY (`id`),
  KEY `event` (`event_id`,`position`),
  KEY `question_of_event` (`event_id`,`organizer_id`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "question"'
 PARTITION BY RANGE (`id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `quota` (
  `id` bigint(20) NOT NULL,
  `event_id` bigint(20) NOT NULL,
  `occurrence_id` bigint(20) DEFAULT NULL COMMENT 'NULL: of the whole event',
  `organizer_id` bigint(20) NOT NULL,
  `name` varchar(100) NOT NULL COMMENT 'event, room, tier',
  `capacity` int(10) unsigned NOT NULL COMMENT 'sum of the caps of its slots',
  `slots` smallint(5) unsigned NOT NULL DEFAULT 1 COMMENT '8 to 16 for a hot on-sale',
  `created_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  `updated_at` datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  PRIMARY KEY (`id`),
  KEY `owned` (`id`,`organizer_id`),
  KEY `event` (`event_id`),
  KEY `occurrence` (`occurrence_id`,`organizer_id`),
  KEY `quota_of_event` (`event_id`,`organizer_id`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "quota"'
 PARTITION BY RANGE (`id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `report` (
  `id` bigint(20) NOT NULL COMMENT 'on the shard of its subject',
  `organizer_id` bigint(20) NOT NULL,
  `event_id` bigint(20) NOT NULL DEFAULT 0 COMMENT '0: it is about the organizer',
  `reason` enum('fraud','unlawful','hate','adult','rights','wrong','other') NOT NULL,
  `words` varchar(2000) NOT NULL DEFAULT '' COMMENT 'may be personal: what they wrote, to judge it',
  `email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '' COMMENT 'personal: of who reported, if they want to be asked',
  `visitor` binary(16) NOT NULL COMMENT 'personal: keyed hash of the network it came from; one says it once',
  `state` enum('open','upheld','dismissed') NOT NULL DEFAULT 'open',
  `created_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  `decided_at` datetime(3) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `once` (`organizer_id`,`event_id`,`visitor`),
  KEY `open` (`state`,`created_at`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "report"'
 PARTITION BY RANGE (`id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `stock_move` (
  `id` bigint(20) NOT NULL COMMENT 'on the shard of its quota',
  `quota_id` bigint(20) NOT NULL,
  `slot` smallint(5) unsigned NOT NULL,
  `held` int(11) NOT NULL COMMENT 'added to held',
  `sold` int(11) NOT NULL COMMENT 'added to sold',
  `cause` enum('claim','release','register','cancel') NOT NULL,
  `order_id` bigint(20) NOT NULL,
  `at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  PRIMARY KEY (`id`),
  KEY `quota` (`quota_id`,`slot`),
  KEY `of_order` (`order_id`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "stock_move"'
 PARTITION BY RANGE (`id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `stock_slot` (
  `quota_id` bigint(20) NOT NULL,
  `slot` smallint(5) unsigned NOT NULL COMMENT '0 to quota.slots - 1',
  `cap` int(11) NOT NULL,
  `held` int(11) NOT NULL DEFAULT 0 COMMENT 'in holds that are active or closing',
  `sold` int(11) NOT NULL DEFAULT 0 COMMENT 'in live tickets',
  PRIMARY KEY (`quota_id`,`slot`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "stock_slot"'
 PARTITION BY RANGE (`quota_id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `team` (
  `organizer_id` bigint(20) NOT NULL,
  `account_id` bigint(20) NOT NULL COMMENT 'on the person''s own shard',
  `event_id` bigint(20) NOT NULL DEFAULT 0 COMMENT '0: all of the organizer; else this event only',
  `role` enum('owner','manager','finance','box_office','scanner','viewer') NOT NULL,
  `name` varchar(100) NOT NULL COMMENT 'personal: copy of the account''s, to show the team to itself',
  `email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'personal: copy of the account''s, to write to the team',
  `created_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  PRIMARY KEY (`organizer_id`,`account_id`,`event_id`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "team"'
 PARTITION BY RANGE (`organizer_id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `ticket` (
  `id` bigint(20) NOT NULL,
  `order_id` bigint(20) NOT NULL,
  `event_id` bigint(20) NOT NULL,
  `occurrence_id` bigint(20) NOT NULL,
  `organizer_id` bigint(20) NOT NULL,
  `ticket_type_id` bigint(20) NOT NULL,
  `position` smallint(5) unsigned NOT NULL COMMENT 'in its order, from 1',
  `state` enum('valid','cancelled') NOT NULL DEFAULT 'valid',
  `revision` smallint(5) unsigned NOT NULL DEFAULT 1 COMMENT 'part of its code and address: grows when they are revoked',
  `code` char(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'for hands and eyes; drawn anew when revoked',
  `key_number` smallint(5) unsigned NOT NULL COMMENT 'of the ring `ticket`, which its code and address are made with',
  `name` varchar(100) NOT NULL COMMENT 'personal: who comes',
  `email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'personal: canonical; whose it is now',
  `language` varchar(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'en' COMMENT 'of what is written to them',
  `account_id` bigint(20) DEFAULT NULL COMMENT 'personal: whose it is, when known',
  `remind_day` tinyint(1) NOT NULL DEFAULT 1 COMMENT 'a day before',
  `remind_hours` tinyint(1) NOT NULL DEFAULT 0 COMMENT 'two hours before',
  `admitted_at` datetime(3) DEFAULT NULL COMMENT 'when it was let in; once',
  `cancelled_at` datetime(3) DEFAULT NULL,
  `created_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  `updated_at` datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  PRIMARY KEY (`id`),
  KEY `code` (`event_id`,`code`),
  KEY `place` (`order_id`,`position`),
  KEY `type_of` (`ticket_type_id`,`state`),
  KEY `email` (`email`),
  KEY `newest` (`event_id`,`id`,`state`,`admitted_at`,`ticket_type_id`),
  KEY `names` (`event_id`,`name`,`id`,`state`,`admitted_at`,`ticket_type_id`),
  KEY `emails` (`event_id`,`email`,`id`,`state`,`admitted_at`,`ticket_type_id`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "ticket"'
 PARTITION BY RANGE (`id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `ticket_copy` (
  `ticket_id` bigint(20) NOT NULL,
  `account_id` bigint(20) NOT NULL COMMENT 'personal: on whose shard there is a copy in my_ticket',
  `email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'personal: of the ticket when it became theirs; with another one it is theirs no more',
  PRIMARY KEY (`ticket_id`,`account_id`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "ticket_copy"'
 PARTITION BY RANGE (`ticket_id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `ticket_stock` (
  `ticket_id` bigint(20) NOT NULL,
  `quota_id` bigint(20) NOT NULL,
  `slot` smallint(5) unsigned NOT NULL COMMENT 'where it is counted as sold, and goes back to',
  PRIMARY KEY (`ticket_id`,`quota_id`),
  KEY `stock` (`quota_id`,`slot`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "ticket_stock"'
 PARTITION BY RANGE (`ticket_id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `ticket_type` (
  `id` bigint(20) NOT NULL,
  `event_id` bigint(20) NOT NULL,
  `organizer_id` bigint(20) NOT NULL,
  `position` smallint(5) unsigned NOT NULL DEFAULT 0 COMMENT 'the order the organizer chose',
  `name` varchar(100) NOT NULL,
  `about` varchar(500) NOT NULL DEFAULT '' COMMENT 'plain text',
  `kind` enum('free','fixed','pay_what_you_want','donation') NOT NULL,
  `price` bigint(20) NOT NULL DEFAULT 0 COMMENT 'minor units, all in; suggested when the buyer decides',
  `min_price` bigint(20) NOT NULL DEFAULT 0 COMMENT 'least when the buyer decides',
  `currency` char(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'the event''s',
  `sale_starts_at` datetime DEFAULT NULL COMMENT 'NULL: at once',
  `sale_ends_at` datetime DEFAULT NULL COMMENT 'NULL: when the event ends',
  `min_per_order` smallint(5) unsigned NOT NULL DEFAULT 1,
  `max_per_order` smallint(5) unsigned NOT NULL DEFAULT 10,
  `max_per_person` smallint(5) unsigned NOT NULL DEFAULT 0 COMMENT '0: no limit',
  `visibility` enum('public','code') NOT NULL DEFAULT 'public' COMMENT 'code: hidden until a code unlocks it',
  `needs_approval` tinyint(1) NOT NULL DEFAULT 0,
  `state` enum('on_sale','paused','archived') NOT NULL DEFAULT 'on_sale',
  `created_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  `updated_at` datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  PRIMARY KEY (`id`),
  KEY `owned` (`id`,`organizer_id`),
  KEY `event` (`event_id`,`position`),
  KEY `ticket_type_of_event` (`event_id`,`organizer_id`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "ticket_type"'
 PARTITION BY RANGE (`id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `ticket_type_quota` (
  `ticket_type_id` bigint(20) NOT NULL,
  `quota_id` bigint(20) NOT NULL,
  `organizer_id` bigint(20) NOT NULL,
  PRIMARY KEY (`ticket_type_id`,`quota_id`),
  KEY `quota` (`quota_id`,`organizer_id`),
  KEY `draws_for_ticket_type` (`ticket_type_id`,`organizer_id`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "ticket_type_quota"'
 PARTITION BY RANGE (`ticket_type_id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `token` (
  `id` bigint(20) NOT NULL COMMENT 'on the shard of its account',
  `account_id` bigint(20) NOT NULL,
  `purpose` enum('verify','reset','address','objection') NOT NULL COMMENT 'address: to move to the one below; objection: to stay with it',
  `email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'personal: where it was sent, which is what using it proves',
  `created_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  `expires_at` datetime(3) NOT NULL,
  `ended_at` datetime(3) DEFAULT NULL COMMENT 'used, or a newer one took its place',
  PRIMARY KEY (`id`),
  KEY `account` (`account_id`,`purpose`),
  KEY `tidy` (`expires_at`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "token"'
 PARTITION BY RANGE (`id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `unsubscribe` (
  `organizer_id` bigint(20) NOT NULL COMMENT 'of whom they want no more',
  `email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'personal: canonical; who said so',
  `kind` varchar(24) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'one of core/domain/unsubscribe.c',
  `created_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  PRIMARY KEY (`organizer_id`,`email`,`kind`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "unsubscribe"'
 PARTITION BY RANGE (`organizer_id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `venue` (
  `id` bigint(20) NOT NULL,
  `organizer_id` bigint(20) NOT NULL,
  `name` varchar(150) NOT NULL,
  `street` varchar(200) NOT NULL DEFAULT '' COMMENT 'street and number, in the order of the country',
  `postcode` varchar(16) NOT NULL DEFAULT '',
  `city` varchar(100) NOT NULL,
  `city_slug` varchar(63) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'listing''s city.slug',
  `region` varchar(100) NOT NULL DEFAULT '' COMMENT 'state or province where addresses need one',
  `country` char(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'ISO 3166-1',
  `latitude` double DEFAULT NULL COMMENT 'degrees, WGS 84',
  `longitude` double DEFAULT NULL,
  `time_zone` varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'IANA',
  `path` varchar(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT '/v/<words>-<id>',
  `version` int(10) unsigned NOT NULL DEFAULT 1,
  `created_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  `updated_at` datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  PRIMARY KEY (`id`),
  KEY `owned` (`id`,`organizer_id`),
  KEY `organizer` (`organizer_id`,`name`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "venue"'
 PARTITION BY RANGE (`id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);

CREATE TABLE `waitlist` (
  `id` bigint(20) NOT NULL,
  `event_id` bigint(20) NOT NULL,
  `organizer_id` bigint(20) NOT NULL,
  `ticket_type_id` bigint(20) NOT NULL,
  `email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'personal: canonical; whom to write to',
  `name` varchar(100) NOT NULL COMMENT 'personal: who waits',
  `language` varchar(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'en',
  `quantity` smallint(5) unsigned NOT NULL,
  `state` enum('waiting','left') NOT NULL DEFAULT 'waiting',
  `key_number` smallint(5) unsigned NOT NULL DEFAULT 1 COMMENT 'of the ring `ticket`, which its secret address is made with',
  `created_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  `updated_at` datetime(3) NOT NULL DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3),
  PRIMARY KEY (`id`),
  KEY `person` (`ticket_type_id`,`email`),
  KEY `event` (`event_id`,`state`,`created_at`)
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='wrapper "mysql", table "waitlist"'
 PARTITION BY RANGE (`id`)
(PARTITION `db0` VALUES LESS THAN (4611686018427387904) COMMENT = 'srv "db0"' ENGINE = SPIDER,
 PARTITION `db1` VALUES LESS THAN MAXVALUE COMMENT = 'srv "db1"' ENGINE = SPIDER);
