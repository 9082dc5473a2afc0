-- The directory: facts that may be true only once anywhere.  A claim is inserted
-- first, with the new id in it; then the row of that id is made on its shard.  Whoever
-- finds their own claim already there goes on from it.

CREATE TABLE IF NOT EXISTS email_claim (
  email       VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL
              COMMENT 'personal: canonical address, to find the account that signs in',
  account_id  BIGINT NOT NULL COMMENT 'account on the shard in its bits',
  claimed_at  DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (email),
  KEY account (account_id),
  CHECK (account_id > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='which account an address belongs to; made when the address is verified';

CREATE TABLE IF NOT EXISTS handle_claim (
  handle        VARCHAR(63) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL
                COMMENT 'the word in /o/<handle>: a-z 0-9 -',
  organizer_id  BIGINT NOT NULL,
  claimed_at    DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  left_at       DATETIME(3) NULL COMMENT 'when its organizer took another handle; old addresses lead on',
  PRIMARY KEY (handle),
  KEY organizer (organizer_id),
  CHECK (organizer_id > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='which organizer a handle belongs to, or belonged to';

CREATE TABLE IF NOT EXISTS rate (
  what       VARCHAR(24) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL
             COMMENT 'what is counted: login, signup, mail',
  subject    BINARY(32) NOT NULL COMMENT 'personal: keyed hash of the address counted, to slow down guessing',
  window_at  DATETIME NOT NULL COMMENT 'when the window of time began',
  used       INT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (what, subject, window_at),
  KEY tidy (window_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='how often an address did something; a row is tidied away a day after its window';
