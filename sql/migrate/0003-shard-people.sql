-- What a person owns, on the person's shard.

CREATE TABLE IF NOT EXISTS account (
  id             BIGINT NOT NULL,
  email          VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL
                 COMMENT 'personal: where mail is sent, canonical as in email_claim',
  name           VARCHAR(100) NOT NULL COMMENT 'personal: how the person is greeted and shown to their teams',
  password_hash  VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT ''
                 COMMENT 'secret: argon2id, peppered; empty when the person signs in another way',
  language       VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'en'
                 COMMENT 'personal: of mail and pages',
  time_zone      VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'UTC'
                 COMMENT 'personal: what a form begins with',
  state          ENUM('unverified', 'active', 'locked', 'closed') NOT NULL DEFAULT 'unverified',
  admin          BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'may see and moderate everything',
  version        INT UNSIGNED NOT NULL DEFAULT 1,
  verified_at    DATETIME(3) NULL COMMENT 'when the address was proved',
  created_at     DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at     DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (id),
  CHECK (id > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='a person';

CREATE TABLE IF NOT EXISTS session (
  id           BIGINT NOT NULL COMMENT 'on the shard of its account',
  account_id   BIGINT NOT NULL,
  secret_hash  BINARY(32) NOT NULL COMMENT 'SHA-256 of the secret in the cookie',
  created_at   DATETIME NOT NULL,
  seen_at      DATETIME NOT NULL COMMENT 'personal: last used, to end it after 30 idle days',
  fresh_at     DATETIME NOT NULL COMMENT 'when the password or passkey was last shown',
  expires_at   DATETIME NOT NULL COMMENT '90 days after it began',
  ended_at     DATETIME NULL COMMENT 'when the person signed out',
  address      VARBINARY(16) NOT NULL DEFAULT '' COMMENT 'personal: where it began, shown to the person as a safeguard',
  device       VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'personal: User-Agent at the beginning, shown to the person',
  PRIMARY KEY (id),
  KEY account (account_id, expires_at),
  KEY tidy (expires_at),
  CHECK (id > 0),
  CONSTRAINT session_of_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='somebody signed in somewhere';

CREATE TABLE IF NOT EXISTS membership (
  account_id    BIGINT NOT NULL COMMENT 'the person, whose shard this is',
  organizer_id  BIGINT NOT NULL,
  event_id      BIGINT NOT NULL DEFAULT 0 COMMENT '0: all of the organizer; else this event only',
  role          ENUM('owner', 'manager', 'finance', 'box_office', 'scanner', 'viewer') NOT NULL,
  name          VARCHAR(100) NOT NULL COMMENT 'of the organizer',
  handle        VARCHAR(63) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'of the organizer',
  version       INT UNSIGNED NOT NULL COMMENT 'of the organizer when copied; an older one never replaces it',
  copied_at     DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (account_id, organizer_id, event_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='copy of team on the person''s shard, for their list of organizers; rights are read from team';

CREATE TABLE IF NOT EXISTS rate (
  what       VARCHAR(24) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL
             COMMENT 'what is counted: login, form, upload',
  subject    BINARY(32) NOT NULL COMMENT 'keyed hash of the account or thing counted',
  window_at  DATETIME NOT NULL COMMENT 'when the window of time began',
  used       INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (what, subject, window_at),
  KEY tidy (window_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='how often an account did something; a row is tidied away a day after its window';
