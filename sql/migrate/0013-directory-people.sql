-- Whose address is on which order, so that an account finds what it ordered before there was one.

CREATE TABLE IF NOT EXISTS order_email (
  email     VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL
            COMMENT 'personal: canonical; of who ordered or holds a ticket, who may prove it later',
  order_id  BIGINT NOT NULL COMMENT 'orders on the shard in its bits',
  noted_at  DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (email, order_id),
  CHECK (order_id > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci
  COMMENT='orders by the addresses on them; noted by a job, kept for addresses that are proved later';
