-- Work is leased kind by kind, so that a heap of one never holds up another; and who
-- works leaves a sign of life.

ALTER TABLE job
  ADD KEY IF NOT EXISTS next (state, kind, run_at),
  DROP KEY IF EXISTS due;

CREATE TABLE IF NOT EXISTS heartbeat (
  name     VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL
           COMMENT 'jobs: some worker looked for work here; tidy: somebody swept',
  beat_at  DATETIME(3) NOT NULL,
  PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='when something was last done here, whose absence somebody must notice';
