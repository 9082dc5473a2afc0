-- What is promised, what was asked before, and who did what: in the transaction of the change itself.

CREATE TABLE IF NOT EXISTS request_key (
  owner_id     BIGINT NOT NULL COMMENT 'what the deed is about (event, order, account), which chose the shard',
  request_key  BINARY(16) NOT NULL COMMENT 'drawn by the program for one deed; the same key is the same deed',
  deed         VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'event_save, hold_place: a key cannot be used for another',
  answer_id    BIGINT NULL COMMENT 'what the deed made',
  created_at   DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (owner_id, request_key),
  KEY tidy (created_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='deeds already done, so that asking again does them once; tidied away after 30 days';

CREATE TABLE IF NOT EXISTS job (
  id           BIGINT NOT NULL COMMENT 'on the shard of its subject',
  kind         VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'a row of handlers/jobs/jobs.def',
  subject_id   BIGINT NOT NULL COMMENT 'what it is about',
  payload      TEXT NOT NULL DEFAULT '{}' COMMENT 'JSON; may be personal: only what the deed needs',
  state        ENUM('waiting', 'leased', 'done', 'dead') NOT NULL DEFAULT 'waiting' COMMENT 'dead: given up, reason says why',
  run_at       DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'not before',
  attempts     SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'counted when leased',
  lease_owner  VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '' COMMENT 'who works on it; only they may end it',
  lease_until  DATETIME(3) NULL COMMENT 'after this anybody may take it',
  reason       VARCHAR(500) NOT NULL DEFAULT '' COMMENT 'of the last failure',
  created_at   DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  ended_at     DATETIME(3) NULL COMMENT 'done or dead; done ones are tidied away after a day',
  PRIMARY KEY (id),
  KEY due (state, run_at),
  KEY lease (state, lease_until),
  KEY subject (subject_id, kind),
  KEY tidy (state, ended_at),
  CHECK (id > 0),
  CHECK (JSON_VALID(payload))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='work promised by a transaction, done after it';

CREATE TABLE IF NOT EXISTS audit (
  id            BIGINT NOT NULL COMMENT 'on the shard of its subject',
  at            DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  actor_id      BIGINT NOT NULL COMMENT 'personal: account that acted, 0 for a program, to answer for what was done',
  organizer_id  BIGINT NOT NULL COMMENT '0 when it is about a person',
  deed          VARCHAR(48) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'event_publish, login',
  subject_id    BIGINT NOT NULL COMMENT 'what it was done to',
  detail        TEXT NOT NULL DEFAULT '{}' COMMENT 'JSON: what was before, what is now; no secrets',
  address       VARBINARY(16) NOT NULL DEFAULT '' COMMENT 'personal: where from, to investigate misuse',
  request       VARCHAR(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '' COMMENT 'the request id in the logs',
  PRIMARY KEY (id),
  KEY organizer (organizer_id, at),
  KEY subject (subject_id, at),
  KEY actor (actor_id, at),
  CHECK (id > 0),
  CHECK (JSON_VALID(detail))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='who did what to what; programs may add rows and nothing else';
