-- fill.sql: twenty thousand of everything, for tests/system/explain.py.  A row's id is its number; the
-- number of its organizer is that modulo 500.  Each part is read by the database named before it.

-- marquee_directory
INSERT INTO email_claim (email, account_id) SELECT CONCAT('p', seq, '@example.org'), seq FROM seq_1_to_20000;
INSERT INTO order_email (email, order_id) SELECT CONCAT('p', seq % 5000, '@example.org'), seq FROM seq_1_to_20000;
INSERT INTO handle_claim (handle, organizer_id) SELECT CONCAT('handle-', seq), seq FROM seq_1_to_20000;
INSERT INTO rate (what, subject, window_at, used)
SELECT ELT(1 + seq % 3, 'login', 'signup', 'mail'), UNHEX(SHA2(seq, 256)), '2026-12-01' - INTERVAL seq MINUTE, 1 FROM seq_1_to_20000;

-- marquee_listing
INSERT INTO city (slug, name, country, latitude, longitude, time_zone)
SELECT CONCAT('city-', seq), CONCAT('City ', seq), ELT(1 + seq % 4, 'PT', 'DE', 'JP', 'US'), seq % 80, seq % 170, 'UTC' FROM seq_1_to_400;
INSERT INTO listing (occurrence_id, event_id, organizer_id, version, state, path, title, summary, about, category,
       language, attendance, starts_at, ends_at, starts_on, time_zone, venue_id, venue, city_id, city, country,
       latitude, longitude, organizer, organizer_handle, currency, price_from_money, price_to_money,
       published_at, updated_at)
SELECT seq, seq, seq % 500 + 1, 1, ELT(1 + (seq % 20 = 0), 'published', 'cancelled'), CONCAT('/e/x-', seq),
       CONCAT('Title ', seq), 'A summary', REPEAT('words ', 50),
       ELT(1 + seq % 15, 'music', 'arts', 'theatre', 'comedy', 'food', 'sports', 'tech', 'business', 'education',
           'family', 'community', 'outdoors', 'wellness', 'festivals', 'film'),
       'en', ELT(1 + (seq % 10 = 0), 'in_person', 'online'),
       '2026-06-01' + INTERVAL seq * 26 MINUTE, '2026-06-01' + INTERVAL seq * 26 + 120 MINUTE,
       DATE('2026-06-01' + INTERVAL seq * 26 MINUTE), 'UTC', seq, 'Venue', seq % 400 + 1, 'City',
       ELT(1 + seq % 4, 'PT', 'DE', 'JP', 'US'), seq % 80, seq % 170, 'Organizer', CONCAT('handle-', seq % 500 + 1),
       'EUR', seq % 5 * 500, seq % 5 * 500, '2026-05-01' + INTERVAL seq SECOND, '2026-05-01' + INTERVAL seq SECOND
  FROM seq_1_to_20000;
INSERT INTO unlisted (event_id, version) SELECT seq + 100000, 1 FROM seq_1_to_20000;
INSERT INTO search_queue (event_id) SELECT seq FROM seq_1_to_300;

-- marquee_shard
INSERT INTO account (id, email, name) SELECT seq, CONCAT('p', seq, '@example.org'), 'Person' FROM seq_1_to_20000;
INSERT INTO session (id, account_id, secret_hash, created_at, seen_at, fresh_at, expires_at)
SELECT seq, seq % 5000 + 1, UNHEX(SHA2(seq, 256)), '2026-11-01', '2026-11-01', '2026-11-01', '2026-11-01' + INTERVAL seq MINUTE FROM seq_1_to_20000;
INSERT INTO membership (account_id, organizer_id, role, name, handle, version)
SELECT seq, seq % 500 + 1, 'owner', 'Organizer', 'handle', 1 FROM seq_1_to_20000;
INSERT INTO rate (what, subject, window_at, used)
SELECT ELT(1 + seq % 3, 'login', 'form', 'upload'), UNHEX(SHA2(seq, 256)), '2026-12-01' - INTERVAL seq MINUTE, 1 FROM seq_1_to_20000;
INSERT INTO organizer (id, handle, name) SELECT seq, CONCAT('handle-', seq), 'Organizer' FROM seq_1_to_20000;
INSERT INTO team (organizer_id, account_id, role, name, email)
SELECT seq % 500 + 1, seq, 'owner', 'Person', 'p@example.org' FROM seq_1_to_20000;
INSERT INTO image (id, organizer_id, media_type, width, height, sha256, original, created_by, state)
SELECT seq, seq % 500 + 1, 'image/jpeg', 1600, 900, UNHEX(SHA2(seq, 256)), 'x', 1, IF(seq % 100 = 0, 'stored', 'ready') FROM seq_1_to_20000;
INSERT INTO venue (id, organizer_id, name, city, city_slug, country, time_zone, path)
SELECT seq, seq % 500 + 1, CONCAT('Venue ', seq), 'City', CONCAT('city-', seq % 400 + 1), 'PT', 'UTC', CONCAT('/v/x-', seq) FROM seq_1_to_20000;
INSERT INTO event (id, organizer_id, path, title, category, time_zone, cover_id, state, created_by)
SELECT seq, seq % 500 + 1, CONCAT('/e/x-', seq), CONCAT('Title ', seq), 'music', 'UTC', seq, IF(seq % 10 = 0, 'draft', 'published'), 1 FROM seq_1_to_20000;
INSERT INTO occurrence (id, event_id, organizer_id, venue_id, starts_at, ends_at, starts_wall, ends_wall, time_zone)
SELECT seq, seq, seq % 500 + 1, seq, '2026-06-01' + INTERVAL seq * 26 MINUTE, '2026-06-01' + INTERVAL seq * 26 + 120 MINUTE,
       '2026-06-01' + INTERVAL seq * 26 MINUTE, '2026-06-01' + INTERVAL seq * 26 + 120 MINUTE, 'UTC' FROM seq_1_to_20000;
INSERT INTO ticket_type (id, event_id, organizer_id, name, kind, price, currency)
SELECT seq, seq, seq % 500 + 1, 'Ticket', 'fixed', 500, 'EUR' FROM seq_1_to_20000;
INSERT INTO quota (id, event_id, organizer_id, name, capacity) SELECT seq, seq, seq % 500 + 1, 'All', 100 FROM seq_1_to_20000;
INSERT INTO ticket_type_quota (ticket_type_id, quota_id, organizer_id) SELECT seq, seq, seq % 500 + 1 FROM seq_1_to_20000;
INSERT INTO stock_slot (quota_id, slot, cap) SELECT seq, 0, 100 FROM seq_1_to_20000;
INSERT INTO request_key (owner_id, request_key, deed, created_at)
SELECT seq, UNHEX(MD5(seq)), 'event_save', '2026-12-01' - INTERVAL seq MINUTE FROM seq_1_to_20000;
INSERT INTO job (id, kind, subject_id, state, run_at, lease_until, ended_at)
SELECT seq, ELT(1 + seq % 4, 'listing_feed', 'image_files', 'mail', 'membership'), seq,
       ELT(1 + (seq % 50 > 0) + (seq % 500 = 0), 'waiting', 'done', 'dead'), '2026-12-01' - INTERVAL seq MINUTE, NULL,
       IF(seq % 50 > 0, '2026-12-01' - INTERVAL seq MINUTE, NULL) FROM seq_1_to_20000;
INSERT INTO audit (id, actor_id, organizer_id, deed, subject_id)
SELECT seq, seq % 5000, seq % 500 + 1, 'event_publish', seq FROM seq_1_to_20000;
INSERT INTO heartbeat (name, beat_at) VALUES ('jobs', NOW(3)), ('tidy', NOW(3));
INSERT INTO question (id, event_id, organizer_id, position, label, kind)
SELECT seq, seq, seq % 500 + 1, 1, 'What do you eat?', 'text' FROM seq_1_to_20000;
INSERT INTO orders (id, event_id, occurrence_id, organizer_id, state, email, name, currency, tickets, key_number, expires_at, placed_at)
SELECT seq, seq % 2000 + 1, seq % 2000 + 1, (seq % 2000 + 1) % 500 + 1, ELT(1 + (seq % 20 = 0), 'paid', 'held'),
       CONCAT('p', seq, '@example.org'), 'Person', 'EUR', 1, 1, '2026-11-01' + INTERVAL seq MINUTE, '2026-11-01' + INTERVAL seq MINUTE
  FROM seq_1_to_20000;
INSERT INTO order_line (order_id, line, organizer_id, ticket_type_id, quantity, price)
SELECT seq, 1, (seq % 2000 + 1) % 500 + 1, seq % 2000 + 1, 1, 0 FROM seq_1_to_20000;
INSERT INTO hold (order_id, line, quota_id, slot, quantity, expires_at)
SELECT seq, 1, seq % 2000 + 1, 0, 1, '2026-11-01' + INTERVAL seq MINUTE FROM seq_1_to_20000;
INSERT INTO stock_move (id, quota_id, slot, held, sold, cause, order_id)
SELECT seq, seq % 2000 + 1, 0, 1, 0, 'claim', seq FROM seq_1_to_20000;
INSERT INTO ticket (id, order_id, event_id, occurrence_id, organizer_id, ticket_type_id, position, code, key_number, name, email)
SELECT seq, seq, seq % 2000 + 1, seq % 2000 + 1, (seq % 2000 + 1) % 500 + 1, seq % 2000 + 1, 1, LPAD(seq, 10, '0'), 1,
       'Person', CONCAT('p', seq, '@example.org') FROM seq_1_to_20000;
INSERT INTO ticket_stock (ticket_id, quota_id, slot) SELECT seq, seq % 2000 + 1, 0 FROM seq_1_to_20000;
INSERT INTO person_stock (ticket_type_id, email, taken)
SELECT seq % 2000 + 1, CONCAT('p', seq, '@example.org'), 1 FROM seq_1_to_20000;
INSERT INTO answer (order_id, position, question_id, organizer_id, value)
SELECT seq, 1, seq % 2000 + 1, (seq % 2000 + 1) % 500 + 1, 'Everything' FROM seq_1_to_20000;
INSERT INTO check_in (id, ticket_id, event_id, occurrence_id, organizer_id, kind, account_id)
SELECT seq, seq, seq % 2000 + 1, seq % 2000 + 1, (seq % 2000 + 1) % 500 + 1, 'entry', 1 FROM seq_1_to_20000;
INSERT INTO waitlist (id, event_id, organizer_id, ticket_type_id, email, name, quantity)
SELECT seq, seq % 2000 + 1, (seq % 2000 + 1) % 500 + 1, seq % 2000 + 1, CONCAT('p', seq, '@example.org'), 'Person', 1 FROM seq_1_to_20000;
INSERT INTO token (id, account_id, purpose, secret_hash, email, expires_at)
SELECT seq, seq % 5000 + 1, 'reset', UNHEX(SHA2(seq, 256)), 'p@example.org', '2026-12-01' - INTERVAL seq MINUTE FROM seq_1_to_20000;
INSERT INTO notice_preference (account_id, kind, wanted) SELECT seq, 'reminder_day', 0 FROM seq_1_to_20000;
INSERT INTO my_ticket (account_id, ticket_id, order_id, event_id, occurrence_id, organizer_id, title, organizer, ticket_type,
       name, starts_at, ends_at, time_zone, attendance, state, event_state, revision, key_number, version)
SELECT seq % 5000 + 1, seq, seq, seq, seq, seq % 500 + 1, 'Title', 'Organizer', 'Ticket', 'Person', '2026-06-01', '2026-06-01',
       'UTC', 'in_person', 'valid', 'published', 1, 1, 1 FROM seq_1_to_20000;
INSERT INTO ticket_copy (ticket_id, account_id, email) SELECT seq, seq % 5000 + 1, 'p@example.org' FROM seq_1_to_20000;
INSERT INTO invitation (id, organizer_id, email, role, invited_by, expires_at)
SELECT seq, seq % 500 + 1, CONCAT('p', seq, '@example.org'), 'manager', 1, '2026-11-01' + INTERVAL seq MINUTE FROM seq_1_to_20000;
INSERT INTO report (id, organizer_id, event_id, reason, visitor, state)
SELECT seq, seq % 500 + 1, seq, 'fraud', UNHEX(MD5(seq)), ELT(1 + (seq % 100 = 0), 'dismissed', 'open') FROM seq_1_to_20000;
INSERT INTO unsubscribe (organizer_id, email, kind)
SELECT seq % 500 + 1, CONCAT('p', seq, '@example.org'), 'reminder' FROM seq_1_to_20000;
INSERT INTO bounce (organizer_id, email, hard, status, last_at)
SELECT seq % 500 + 1, CONCAT('p', seq, '@example.org'), seq % 2, '5.1.1', '2026-12-01' - INTERVAL seq MINUTE FROM seq_1_to_20000;
INSERT INTO message (id, event_id, organizer_id, subject, body, recipients, account_id)
SELECT seq, seq % 2000 + 1, (seq % 2000 + 1) % 500 + 1, 'News', 'Words', 1, 1 FROM seq_1_to_20000;
