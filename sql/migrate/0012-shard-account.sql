-- What a person can prove, wants to hear of and has tickets for; and which copies of tickets there are.

CREATE TABLE IF NOT EXISTS token (
  id           BIGINT NOT NULL COMMENT 'on the shard of its account',
  account_id   BIGINT NOT NULL,
  purpose      ENUM('verify', 'reset', 'address', 'objection') NOT NULL COMMENT 'address: to move to the one below; objection: to stay with it',
  secret_hash  BINARY(32) NOT NULL COMMENT 'SHA-256 of the secret in the link',
  email        VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL
               COMMENT 'personal: where it was sent, which is what using it proves',
  created_at   DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  expires_at   DATETIME(3) NOT NULL,
  ended_at     DATETIME(3) NULL COMMENT 'used, or a newer one took its place',
  PRIMARY KEY (id),
  KEY account (account_id, purpose),
  KEY tidy (expires_at),
  CHECK (id > 0),
  CONSTRAINT token_of_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='a link that was mailed and proves, once, that its mailbox is read';

-- Accounts whose address was never proved are tidied away.
ALTER TABLE account
  ADD KEY IF NOT EXISTS unproved (state, created_at);

CREATE TABLE IF NOT EXISTS notice_preference (
  account_id  BIGINT NOT NULL,
  kind        VARCHAR(24) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'one of core/domain/notice.c',
  wanted      BOOLEAN NOT NULL,
  updated_at  DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (account_id, kind),
  CONSTRAINT notice_preference_of_account FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='what a person wants to be told; a kind without a row is as it is by default';

CREATE TABLE IF NOT EXISTS my_ticket (
  account_id     BIGINT NOT NULL COMMENT 'the person, whose shard this is',
  ticket_id      BIGINT NOT NULL COMMENT 'ticket on the organizer''s shard',
  order_id       BIGINT NOT NULL,
  event_id       BIGINT NOT NULL,
  occurrence_id  BIGINT NOT NULL,
  organizer_id   BIGINT NOT NULL,
  title          VARCHAR(150) NOT NULL COMMENT 'of the event',
  organizer      VARCHAR(100) NOT NULL COMMENT 'its name',
  ticket_type    VARCHAR(100) NOT NULL COMMENT 'its name',
  name           VARCHAR(100) NOT NULL COMMENT 'personal: who comes',
  starts_at      DATETIME NOT NULL,
  ends_at        DATETIME NOT NULL,
  time_zone      VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  attendance     ENUM('in_person', 'online', 'hybrid') NOT NULL,
  venue          VARCHAR(150) NOT NULL DEFAULT '',
  city           VARCHAR(100) NOT NULL DEFAULT '',
  state          ENUM('valid', 'cancelled', 'gone') NOT NULL COMMENT 'gone: it is somebody else''s now',
  event_state    VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  revision       SMALLINT UNSIGNED NOT NULL COMMENT 'of the ticket, which its address is made with',
  key_number     SMALLINT UNSIGNED NOT NULL,
  version        INT UNSIGNED NOT NULL COMMENT 'of the order when copied; an older one never replaces it',
  copied_at      DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (account_id, ticket_id),
  KEY soon (account_id, starts_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='copy of a ticket on the shard of a person whose it is, for their list of tickets';

CREATE TABLE IF NOT EXISTS ticket_copy (
  ticket_id   BIGINT NOT NULL,
  account_id  BIGINT NOT NULL COMMENT 'personal: on whose shard there is a copy in my_ticket',
  email       VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL
              COMMENT 'personal: of the ticket when it became theirs; with another one it is theirs no more',
  PRIMARY KEY (ticket_id, account_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='which copies of a ticket there are, on the ticket''s shard';
