-- What people do not want to get, and what they cannot get.

CREATE TABLE IF NOT EXISTS unsubscribe (
  organizer_id  BIGINT NOT NULL COMMENT 'of whom they want no more',
  email         VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'personal: canonical; who said so',
  kind          VARCHAR(24) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'one of core/domain/unsubscribe.c',
  created_at    DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (organizer_id, email, kind)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='mail that somebody does not want; by one click, without an account';

CREATE TABLE IF NOT EXISTS bounce (
  organizer_id  BIGINT NOT NULL COMMENT 'whose mail came back; what one organizer learns of an address is nobody else''s',
  email         VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'personal: canonical; where it could not go',
  hard          BOOLEAN NOT NULL COMMENT 'for good: there is no such mailbox, or it was full three times',
  times         SMALLINT UNSIGNED NOT NULL DEFAULT 1,
  status        VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'RFC 3463: 5.1.1',
  reason        VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'what the mail server said',
  first_at      DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  last_at       DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (organizer_id, email),
  KEY tidy (last_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='addresses that mail came back from; forgotten after half a year';

-- For which start its holders were promised a reminder; another start is another reminder.
ALTER TABLE occurrence
  ADD COLUMN IF NOT EXISTS reminded_day_for DATETIME NULL COMMENT 'the start that the reminder a day before was promised for' AFTER state,
  ADD COLUMN IF NOT EXISTS reminded_hours_for DATETIME NULL COMMENT 'and that two hours before' AFTER reminded_day_for,
  ADD KEY IF NOT EXISTS soon (state, starts_at);
