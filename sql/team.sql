-- team.sql: who may do what for an organizer, and who is asked to.

-- team_add(organizer id, account int, role text, name text, email text) :exec on organizer claims
INSERT INTO team (organizer_id, account_id, event_id, role, name, email)
VALUES (:organizer, :account, 0, :role, :name, :email);

-- team_role(organizer id, account int) :row                     on organizer
-- What this person may do for this organizer; none: nothing.
SELECT role
  FROM team
 WHERE organizer_id = :organizer
   AND account_id = :account
   AND event_id = 0;

-- team_role_for_event(event id, account int) :row               on event
-- The same, from one of its events.
SELECT t.role, e.organizer_id
  FROM event e
  JOIN team t ON t.organizer_id = e.organizer_id
 WHERE e.id = :event
   AND t.account_id = :account
   AND t.event_id IN (0, e.id)
 ORDER BY t.event_id
 LIMIT 1;

-- team_of(organizer id) :rows                                   on organizer
SELECT account_id, role, name, email
  FROM team
 WHERE organizer_id = :organizer
   AND event_id = 0
 ORDER BY created_at
 LIMIT 200;

-- team_owners(organizer id) :id                                 on organizer
-- How many.
SELECT COUNT(*)
  FROM team
 WHERE organizer_id = :organizer
   AND event_id = 0
   AND role = 'owner';

-- team_set_role(organizer id, account int, role text) :exec     on organizer
UPDATE team
   SET role = :role
 WHERE organizer_id = :organizer
   AND account_id = :account
   AND event_id = 0;

-- team_remove(organizer id, account int) :exec                  on organizer
-- From all of it, single events too.
DELETE FROM team WHERE organizer_id = :organizer AND account_id = :account;

-- invitation_add(invitation id, organizer int, email text, role text, language text, account int, days int) :exec
--                                                               on invitation claims
INSERT INTO invitation (id, organizer_id, email, role, language, invited_by, expires_at)
VALUES (:invitation, :organizer, :email, :role, :language, :account, NOW(3) + INTERVAL :days DAY);

-- invitation_head(invitation id) :row                           on invitation
-- `open`: it may be accepted now.
SELECT i.id AS invitation_id, i.organizer_id, i.email, i.role, i.language, i.state, i.expires_at, i.created_at,
       i.state = 'open' AND i.expires_at > NOW(3) AND g.state = 'active' AS open, g.name AS organizer, g.handle,
       t.name AS invited_by
  FROM invitation i
  JOIN organizer g ON g.id = i.organizer_id
  LEFT JOIN team t ON t.organizer_id = i.organizer_id AND t.account_id = i.invited_by AND t.event_id = 0
 WHERE i.id = :invitation;

-- invitation_accept(invitation id, account int) :exec           on invitation
-- 0 rows: somebody was first, or it is too late.
UPDATE invitation
   SET state = 'accepted', accepted_by = :account
 WHERE id = :invitation AND state = 'open' AND expires_at > NOW(3);

-- invitation_withdraw(invitation id, organizer int) :exec       on invitation
UPDATE invitation SET state = 'withdrawn' WHERE id = :invitation AND organizer_id = :organizer AND state = 'open';

-- invitation_withdraw_same(organizer id, email text) :exec      on organizer
-- A newer one replaces what is open for the same address.
UPDATE invitation SET state = 'withdrawn' WHERE organizer_id = :organizer AND state = 'open' AND email = :email;

-- invitations_open(organizer id) :rows                          on organizer
SELECT id AS invitation_id, email, role, expires_at, created_at
  FROM invitation
 WHERE organizer_id = :organizer
   AND state = 'open'
   AND expires_at > NOW(3)
 ORDER BY created_at
 LIMIT 100;

-- invitations_tidy(shard int) :exec                             on shard
-- What is long over.
DELETE FROM invitation WHERE expires_at < NOW(3) - INTERVAL 30 DAY ORDER BY id LIMIT 1000;
