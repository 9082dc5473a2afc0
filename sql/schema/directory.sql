-- marquee_directory as sql/migrate makes it, for people to read: `marquee migrate --dump directory`.

CREATE TABLE `email_claim` (
  `email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'personal: canonical address, to find the account that signs in',
  `account_id` bigint(20) NOT NULL COMMENT 'account on the shard in its bits',
  `claimed_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  PRIMARY KEY (`email`),
  KEY `account` (`account_id`),
  CONSTRAINT `CONSTRAINT_1` CHECK (`account_id` > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='which account an address belongs to; made when the address is verified';

CREATE TABLE `handle_claim` (
  `handle` varchar(63) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'the word in /o/<handle>: a-z 0-9 -',
  `organizer_id` bigint(20) NOT NULL,
  `claimed_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  `left_at` datetime(3) DEFAULT NULL COMMENT 'when its organizer took another handle; old addresses lead on',
  PRIMARY KEY (`handle`),
  KEY `organizer` (`organizer_id`),
  CONSTRAINT `CONSTRAINT_1` CHECK (`organizer_id` > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='which organizer a handle belongs to, or belonged to';

CREATE TABLE `order_email` (
  `email` varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'personal: canonical; of who ordered or holds a ticket, who may prove it later',
  `order_id` bigint(20) NOT NULL COMMENT 'orders on the shard in its bits',
  `noted_at` datetime(3) NOT NULL DEFAULT current_timestamp(3),
  PRIMARY KEY (`email`,`order_id`),
  CONSTRAINT `CONSTRAINT_1` CHECK (`order_id` > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='orders by the addresses on them; noted by a job, kept for addresses that are proved later';

CREATE TABLE `rate` (
  `what` varchar(24) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'what is counted: login, signup, mail',
  `subject` binary(32) NOT NULL COMMENT 'personal: keyed hash of the address counted, to slow down guessing',
  `window_at` datetime NOT NULL COMMENT 'when the window of time began',
  `used` int(10) unsigned NOT NULL DEFAULT 0,
  PRIMARY KEY (`what`,`subject`,`window_at`),
  KEY `tidy` (`window_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='how often an address did something; a row is tidied away a day after its window';
