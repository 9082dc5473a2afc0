-- Which of the two search indexes answers: `marquee reindex` fills the other one and then turns this over.

CREATE TABLE IF NOT EXISTS search_index (
  only_row    TINYINT UNSIGNED NOT NULL DEFAULT 1,
  active      ENUM('listing_a', 'listing_b') NOT NULL DEFAULT 'listing_a' COMMENT 'the index in sql/search/listing.conf that is asked',
  turned_at   DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (only_row),
  CHECK (only_row = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='one row';

INSERT IGNORE INTO search_index (only_row) VALUES (1);
