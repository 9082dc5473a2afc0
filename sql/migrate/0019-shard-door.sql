-- Who comes, found and sorted from an index alone: by when they got their ticket (ids grow with time), by name, by address;
-- with what lists are narrowed by.
ALTER TABLE ticket
  DROP KEY IF EXISTS listed,
  DROP KEY IF EXISTS by_name,
  DROP KEY IF EXISTS by_email,
  ADD KEY IF NOT EXISTS newest (event_id, id, state, admitted_at, ticket_type_id),
  ADD KEY IF NOT EXISTS names (event_id, name, id, state, admitted_at, ticket_type_id),
  ADD KEY IF NOT EXISTS emails (event_id, email, id, state, admitted_at, ticket_type_id);

CREATE TABLE IF NOT EXISTS message (
  id            BIGINT NOT NULL,
  event_id      BIGINT NOT NULL,
  organizer_id  BIGINT NOT NULL,
  subject       VARCHAR(150) NOT NULL,
  body          TEXT NOT NULL COMMENT 'plain text, at most 5000 letters',
  recipients    INT UNSIGNED NOT NULL COMMENT 'how many mailboxes it was for when it was sent',
  chosen        TEXT NOT NULL DEFAULT '{}' COMMENT 'JSON: to whom: what narrows the list of tickets, or which',
  account_id    BIGINT NOT NULL COMMENT 'personal: who wrote it',
  created_at    DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (id),
  KEY event (event_id, created_at),
  CHECK (id > 0),
  CHECK (CHAR_LENGTH(body) <= 5000),
  CHECK (JSON_VALID(chosen))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='what an organizer wrote to who comes; never changed';
