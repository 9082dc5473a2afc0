-- What visitors think should not be here, and what an operator decided.

CREATE TABLE IF NOT EXISTS report (
  id            BIGINT NOT NULL COMMENT 'on the shard of its subject',
  organizer_id  BIGINT NOT NULL,
  event_id      BIGINT NOT NULL DEFAULT 0 COMMENT '0: it is about the organizer',
  reason        ENUM('fraud', 'unlawful', 'hate', 'adult', 'rights', 'wrong', 'other') NOT NULL,
  words         VARCHAR(2000) NOT NULL DEFAULT '' COMMENT 'may be personal: what they wrote, to judge it',
  email         VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT ''
                COMMENT 'personal: of who reported, if they want to be asked',
  visitor       BINARY(16) NOT NULL COMMENT 'personal: keyed hash of the network it came from; one says it once',
  state         ENUM('open', 'upheld', 'dismissed') NOT NULL DEFAULT 'open',
  created_at    DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  decided_at    DATETIME(3) NULL,
  PRIMARY KEY (id),
  UNIQUE KEY once (organizer_id, event_id, visitor),
  KEY open (state, created_at),
  CHECK (id > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='a visitor thinks that an event or an organizer should not be here';

ALTER TABLE event
  ADD COLUMN IF NOT EXISTS hidden_from VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT ''
    COMMENT 'the state it goes back to when an operator shows it again' AFTER state,
  ADD COLUMN IF NOT EXISTS hidden_reason VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'what the operator told its organizer' AFTER hidden_from;

ALTER TABLE organizer
  ADD COLUMN IF NOT EXISTS suspended_reason VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'what the operator told them' AFTER state;
