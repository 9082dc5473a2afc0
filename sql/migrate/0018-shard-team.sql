-- What an organizer shows of itself, and who is asked into its team.

ALTER TABLE organizer
  ADD COLUMN IF NOT EXISTS links TEXT NOT NULL DEFAULT '' COMMENT 'https addresses elsewhere, one a line, at most five' AFTER website,
  ADD COLUMN IF NOT EXISTS imprint TEXT NOT NULL DEFAULT '' COMMENT 'plain text, at most 5000 letters; may be personal: who answers for it by law' AFTER email,
  ADD INDEX IF NOT EXISTS logo (logo_id);

ALTER TABLE image
  ADD COLUMN IF NOT EXISTS shape ENUM('cover', 'square') NOT NULL DEFAULT 'cover'
    COMMENT 'which files are made of it: covers are 16:9' AFTER alt;

CREATE TABLE IF NOT EXISTS invitation (
  id            BIGINT NOT NULL,
  organizer_id  BIGINT NOT NULL,
  email         VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL
                COMMENT 'personal: canonical; only an account with this address may accept',
  role          ENUM('owner', 'manager', 'finance', 'box_office', 'scanner', 'viewer') NOT NULL,
  language      VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'en' COMMENT 'of the mail',
  state         ENUM('open', 'accepted', 'withdrawn') NOT NULL DEFAULT 'open',
  invited_by    BIGINT NOT NULL COMMENT 'account',
  accepted_by   BIGINT NULL COMMENT 'personal: account',
  expires_at    DATETIME(3) NOT NULL,
  created_at    DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at    DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (id),
  KEY organizer (organizer_id, state, created_at),
  CHECK (id > 0),
  CONSTRAINT invitation_of_organizer FOREIGN KEY (organizer_id) REFERENCES organizer (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='somebody is asked into a team';
