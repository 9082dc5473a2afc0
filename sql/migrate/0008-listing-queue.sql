-- What the search index has still to be told, and how far the idle one has been made anew.

CREATE TABLE IF NOT EXISTS search_queue (
  event_id   BIGINT NOT NULL,
  turn       INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'grows when the rows change again; only the turn that was told is struck off',
  queued_at  DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) COMMENT 'since when it waits',
  PRIMARY KEY (event_id),
  KEY oldest (queued_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='events whose rows of the listing changed and which searchd does not know yet';

ALTER TABLE search_index
  ADD COLUMN IF NOT EXISTS filling ENUM('', 'listing_a', 'listing_b') NOT NULL DEFAULT ''
      COMMENT 'the index that is being made anew; changes go to both' AFTER active,
  ADD COLUMN IF NOT EXISTS filled_to BIGINT NOT NULL DEFAULT 0
      COMMENT 'highest occurrence already in it' AFTER filling,
  ADD COLUMN IF NOT EXISTS asked_at DATETIME(3) NULL
      COMMENT 'since when somebody wants it made anew' AFTER filled_to;
