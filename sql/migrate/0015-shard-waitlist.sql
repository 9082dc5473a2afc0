-- An entry's address is made with a key of the ring `ticket`.
ALTER TABLE waitlist
  ADD COLUMN IF NOT EXISTS key_number SMALLINT UNSIGNED NOT NULL DEFAULT 1
    COMMENT 'of the ring `ticket`, which its secret address is made with' AFTER state;
