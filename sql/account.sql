-- account.sql: people.

-- account_claim(email text, account id) :exec                   on directory claims
-- Make an address theirs; 0 rows when it is somebody's already.
INSERT INTO email_claim (email, account_id) VALUES (:email, :account);

-- account_of_email(email text) :id                              on directory
SELECT account_id FROM email_claim WHERE email = :email;

-- account_unclaim(email text, account id) :exec                 on directory
DELETE FROM email_claim WHERE email = :email AND account_id = :account;

-- account_add(account id, email text, name text, password text, language text, zone text) :exec on account claims
INSERT INTO account (id, email, name, password_hash, language, time_zone, state, verified_at)
VALUES (:account, :email, :name, :password, :language, :zone, 'active', NOW(3));

-- account_add_unproved(account id, email text, name text, password text, language text, zone text) :exec
--                                                               on account claims
-- Somebody who signed up: the address is only said to be theirs.
INSERT INTO account (id, email, name, password_hash, language, time_zone)
VALUES (:account, :email, :name, :password, :language, :zone);

-- account_prove(account id) :exec                               on account
UPDATE account
   SET state = 'active', verified_at = NOW(3), version = version + 1
 WHERE id = :account
   AND state = 'unverified';

-- account_move(account id, email text, old_email text) :exec    on account
-- Another address, which has just been proved.
UPDATE account
   SET email = :email, verified_at = NOW(3), version = version + 1
 WHERE id = :account
   AND email = :old_email
   AND state = 'active';

-- account_edit(account id, name text, language text, zone text) :exec on account
UPDATE account
   SET name = :name, language = :language, time_zone = :zone, version = version + 1
 WHERE id = :account;

-- account_profile(account id) :row                              on account
SELECT name, email, language, time_zone, password_hash <> '' AS has_password, created_at
  FROM account
 WHERE id = :account;

-- account_sign_in(account id) :row                              on account
-- What sign-in needs to decide.
SELECT id, name, email, password_hash, state, language
  FROM account
 WHERE id = :account;

-- account_begins(account id) :row                              on account
-- What a form begins with for them.
SELECT language, time_zone FROM account WHERE id = :account;

-- account_set_password(account id, password text) :exec         on account
UPDATE account SET password_hash = :password, version = version + 1 WHERE id = :account;

-- account_set_state(account id, state text) :exec               on account
UPDATE account SET state = :state, version = version + 1 WHERE id = :account;

-- account_memberships(account id) :rows                         on account
-- The organizers this person works for: a copy, rights are read from team.
SELECT organizer_id, role, name, handle
  FROM membership
 WHERE account_id = :account
   AND event_id = 0
 ORDER BY name
 LIMIT 100;

-- membership_put(account id, organizer int, role text, name text, handle text, version int) :exec on account
-- A newer copy; an older one never replaces it.
INSERT INTO membership (account_id, organizer_id, event_id, role, name, handle, version)
VALUES (:account, :organizer, 0, :role, :name, :handle, :version)
ON DUPLICATE KEY UPDATE
       role = IF(VALUES(version) >= version, VALUES(role), role),
       name = IF(VALUES(version) >= version, VALUES(name), name),
       handle = IF(VALUES(version) >= version, VALUES(handle), handle),
       version = GREATEST(version, VALUES(version));

-- membership_drop(account id, organizer int) :exec              on account
DELETE FROM membership WHERE account_id = :account AND organizer_id = :organizer;

-- accounts_after(shard int, after id, most int) :rows           on shard
-- All people of a server, in the order of their ids, for `marquee user list`.
SELECT id, email, name, state, admin, created_at
  FROM account
 WHERE id > COALESCE(:after, 0)
 ORDER BY id
 LIMIT :most;
