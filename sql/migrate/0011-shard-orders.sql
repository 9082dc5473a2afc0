-- Selling: what is asked, set aside, ordered and handed out.  On the organizer's shard.
-- No foreign key touches stock_slot, hold or anything a sale writes: their rows are made by one
-- procedure, and `marquee fsck` recounts them.

CREATE TABLE IF NOT EXISTS question (
  id            BIGINT NOT NULL,
  event_id      BIGINT NOT NULL,
  organizer_id  BIGINT NOT NULL,
  position      SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'the order the organizer chose',
  label         VARCHAR(200) NOT NULL,
  help          VARCHAR(300) NOT NULL DEFAULT '',
  kind          ENUM('text', 'lines', 'choice', 'choices', 'flag') NOT NULL,
  options       TEXT NOT NULL DEFAULT '[]' COMMENT 'JSON: what can be chosen, at most 50 texts of 100',
  required      BOOLEAN NOT NULL DEFAULT FALSE,
  asked         ENUM('order', 'ticket') NOT NULL DEFAULT 'ticket' COMMENT 'once, or for each ticket',
  state         ENUM('asked', 'archived') NOT NULL DEFAULT 'asked' COMMENT 'archived: answers stay, nobody is asked any more',
  created_at    DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at    DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (id),
  KEY event (event_id, position),
  CHECK (id > 0),
  CHECK (JSON_VALID(options)),
  CONSTRAINT question_of_event FOREIGN KEY (event_id, organizer_id) REFERENCES event (id, organizer_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='what an organizer asks who comes';

CREATE TABLE IF NOT EXISTS orders (
  id             BIGINT NOT NULL,
  event_id       BIGINT NOT NULL,
  occurrence_id  BIGINT NOT NULL,
  organizer_id   BIGINT NOT NULL,
  account_id     BIGINT NULL COMMENT 'personal: whose it is, when they were signed in or proved the address later',
  state          ENUM('held', 'pending', 'paid', 'expired', 'cancelled') NOT NULL DEFAULT 'held'
                 COMMENT 'a free one is paid when it is registered',
  email          VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT ''
                 COMMENT 'personal: canonical; where tickets are sent; empty while held',
  name           VARCHAR(100) NOT NULL DEFAULT '' COMMENT 'personal: who ordered, for the organizer and the tickets',
  language       VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'en' COMMENT 'of its pages and mails',
  currency       CHAR(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  total          BIGINT NOT NULL DEFAULT 0 COMMENT 'minor units, all in; the sum of its lines',
  tickets        SMALLINT UNSIGNED NOT NULL COMMENT 'how many it was placed for',
  key_number     SMALLINT UNSIGNED NOT NULL COMMENT 'of the ring `ticket`, which its secret address is made with',
  visitor        BINARY(16) NULL COMMENT 'personal: keyed hash of the network it came from, to limit holds',
  expires_at     DATETIME(3) NOT NULL COMMENT 'of its hold, by the database''s clock',
  placed_at      DATETIME(3) NULL COMMENT 'when it was registered',
  cancelled_at   DATETIME(3) NULL,
  version        INT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'grows with every change to it or its tickets',
  created_at     DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at     DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (id),
  KEY event (event_id, state, placed_at),
  KEY organizer (organizer_id, placed_at),
  KEY visitor (event_id, visitor, expires_at),
  KEY email (email, event_id),
  KEY lapsed (state, expires_at),
  CHECK (id > 0),
  CHECK (total >= 0),
  CHECK (state <> 'paid' OR (email <> '' AND placed_at IS NOT NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='what somebody takes at once; never deleted';

CREATE TABLE IF NOT EXISTS order_line (
  order_id        BIGINT NOT NULL,
  line            SMALLINT UNSIGNED NOT NULL COMMENT 'from 1, by ticket type ascending',
  organizer_id    BIGINT NOT NULL,
  ticket_type_id  BIGINT NOT NULL,
  quantity        SMALLINT UNSIGNED NOT NULL,
  price           BIGINT NOT NULL COMMENT 'minor units for one, as it was when it was held',
  PRIMARY KEY (order_id, line),
  KEY ticket_type (ticket_type_id),
  CHECK (quantity > 0),
  CHECK (price >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='so many of one ticket type';

CREATE TABLE IF NOT EXISTS hold (
  order_id    BIGINT NOT NULL,
  line        SMALLINT UNSIGNED NOT NULL,
  quota_id    BIGINT NOT NULL,
  slot        SMALLINT UNSIGNED NOT NULL,
  quantity    SMALLINT UNSIGNED NOT NULL,
  state       ENUM('active', 'closing') NOT NULL DEFAULT 'active' COMMENT 'closing: a payment page is open; deleted when committed or released',
  expires_at  DATETIME(3) NOT NULL,
  PRIMARY KEY (order_id, line, quota_id, slot),
  KEY stock (quota_id, slot, expires_at),
  KEY lapsed (expires_at),
  CHECK (quantity > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='stock set aside for an order';

CREATE TABLE IF NOT EXISTS stock_move (
  id        BIGINT NOT NULL COMMENT 'on the shard of its quota',
  quota_id  BIGINT NOT NULL,
  slot      SMALLINT UNSIGNED NOT NULL,
  held      INT NOT NULL COMMENT 'added to held',
  sold      INT NOT NULL COMMENT 'added to sold',
  cause     ENUM('claim', 'release', 'register', 'cancel') NOT NULL,
  order_id  BIGINT NOT NULL,
  at        DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (id),
  KEY quota (quota_id, slot),
  KEY of_order (order_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='the ledger of stock: rows are added and nothing else';

CREATE TABLE IF NOT EXISTS ticket (
  id              BIGINT NOT NULL,
  order_id        BIGINT NOT NULL,
  event_id        BIGINT NOT NULL,
  occurrence_id   BIGINT NOT NULL,
  organizer_id    BIGINT NOT NULL,
  ticket_type_id  BIGINT NOT NULL,
  position        SMALLINT UNSIGNED NOT NULL COMMENT 'in its order, from 1',
  state           ENUM('valid', 'cancelled') NOT NULL DEFAULT 'valid',
  revision        SMALLINT UNSIGNED NOT NULL DEFAULT 1 COMMENT 'part of its code and address: grows when they are revoked',
  code            CHAR(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'for hands and eyes; drawn anew when revoked',
  key_number      SMALLINT UNSIGNED NOT NULL COMMENT 'of the ring `ticket`, which its code and address are made with',
  name            VARCHAR(100) NOT NULL COMMENT 'personal: who comes',
  email           VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'personal: canonical; whose it is now',
  language        VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'en' COMMENT 'of what is written to them',
  account_id      BIGINT NULL COMMENT 'personal: whose it is, when known',
  remind_day      BOOLEAN NOT NULL DEFAULT TRUE COMMENT 'a day before',
  remind_hours    BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'two hours before',
  admitted_at     DATETIME(3) NULL COMMENT 'when it was let in; once',
  cancelled_at    DATETIME(3) NULL,
  created_at      DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at      DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (id),
  UNIQUE KEY code (event_id, code),
  UNIQUE KEY place (order_id, position),
  KEY type_of (ticket_type_id, state),
  KEY listed (event_id, state, created_at),
  KEY by_name (event_id, name),
  KEY by_email (event_id, email),
  KEY email (email),
  CHECK (id > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='the right of one person to come; never deleted';

CREATE TABLE IF NOT EXISTS ticket_stock (
  ticket_id  BIGINT NOT NULL,
  quota_id   BIGINT NOT NULL,
  slot       SMALLINT UNSIGNED NOT NULL COMMENT 'where it is counted as sold, and goes back to',
  PRIMARY KEY (ticket_id, quota_id),
  KEY stock (quota_id, slot)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='the stock a live ticket takes; deleted when it is cancelled';

CREATE TABLE IF NOT EXISTS person_stock (
  ticket_type_id  BIGINT NOT NULL,
  email           VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'personal: canonical; who took them',
  taken           INT UNSIGNED NOT NULL COMMENT 'live tickets of orders of this address',
  PRIMARY KEY (ticket_type_id, email)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='how much of a ticket type with a limit per person somebody has';

CREATE TABLE IF NOT EXISTS answer (
  order_id      BIGINT NOT NULL,
  position      SMALLINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'of the ticket in the order; 0: of the order',
  question_id   BIGINT NOT NULL,
  organizer_id  BIGINT NOT NULL,
  value         TEXT NOT NULL COMMENT 'personal: what was asked for; several choices one a line',
  PRIMARY KEY (order_id, position, question_id),
  KEY question (question_id),
  CHECK (CHAR_LENGTH(value) <= 5000)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='what somebody answered';

CREATE TABLE IF NOT EXISTS check_in (
  id             BIGINT NOT NULL,
  ticket_id      BIGINT NOT NULL COMMENT '0: the code was none of ours',
  event_id       BIGINT NOT NULL,
  occurrence_id  BIGINT NOT NULL,
  organizer_id   BIGINT NOT NULL,
  kind           ENUM('entry', 'exit', 'refusal') NOT NULL,
  reason         VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT '' COMMENT 'of a refusal: already_in, cancelled, revoked, ...',
  account_id     BIGINT NOT NULL COMMENT 'personal: who stood at the door',
  at             DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (id),
  KEY ticket (ticket_id, at),
  KEY event (event_id, at),
  CHECK (id > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='what happened at the door: rows are added and nothing else';

CREATE TABLE IF NOT EXISTS waitlist (
  id              BIGINT NOT NULL,
  event_id        BIGINT NOT NULL,
  organizer_id    BIGINT NOT NULL,
  ticket_type_id  BIGINT NOT NULL,
  email           VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'personal: canonical; whom to write to',
  name            VARCHAR(100) NOT NULL COMMENT 'personal: who waits',
  language        VARCHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL DEFAULT 'en',
  quantity        SMALLINT UNSIGNED NOT NULL,
  state           ENUM('waiting', 'left') NOT NULL DEFAULT 'waiting',
  created_at      DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at      DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (id),
  UNIQUE KEY person (ticket_type_id, email),
  KEY event (event_id, state, created_at),
  CHECK (id > 0),
  CHECK (quantity > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='who would come if there were room';

-- Ticket types learn where their counters are, and events what they allow.
ALTER TABLE event
  ADD COLUMN IF NOT EXISTS self_cancel_hours SMALLINT UNSIGNED NULL DEFAULT 0
    COMMENT 'until so many hours before it starts holders may cancel by themselves; NULL: they may not' AFTER currency;
