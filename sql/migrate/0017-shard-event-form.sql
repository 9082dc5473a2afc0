-- What organizers say of an event in few words, and events that are kept to make others of.
ALTER TABLE event
  ADD COLUMN IF NOT EXISTS tags VARCHAR(450) NOT NULL DEFAULT ''
    COMMENT 'at most 10 of 40 letters, one a line, as the organizer wrote them' AFTER category,
  ADD COLUMN IF NOT EXISTS is_template BOOLEAN NOT NULL DEFAULT FALSE
    COMMENT 'a draft that is never published: others are made of it' AFTER state;
