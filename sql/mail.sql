-- mail.sql: what mail says, and to whom.

-- mail_person(account id) :row                                  on account
-- Where to write to somebody, and how they are spoken to.
SELECT email, name, language, time_zone, state
  FROM account
 WHERE id = :account;

-- mail_event(event id) :row                                     on event
-- What there is to say of an event that has just been published.
SELECT e.organizer_id, e.title, e.path, e.state, e.time_zone, e.attendance, o.starts_at, o.ends_at,
       v.name AS venue, v.street, v.postcode, v.city, v.country, g.name AS organizer, '' AS organizer_email
  FROM event e
  JOIN organizer g ON g.id = e.organizer_id
  LEFT JOIN occurrence o ON o.event_id = e.id
  LEFT JOIN venue v ON v.id = o.venue_id
 WHERE e.id = :event
 ORDER BY o.starts_at
 LIMIT 1;

-- mail_team(event id) :rows                                     on event
-- Who is told about an event: the organizer's team, but for those who only scan tickets.
SELECT t.account_id
  FROM event e
  JOIN team t ON t.organizer_id = e.organizer_id
 WHERE e.id = :event
   AND t.event_id IN (0, e.id)
   AND t.role IN ('owner', 'manager')
 GROUP BY t.account_id
 ORDER BY t.account_id
 LIMIT 50;

-- mail_event_facts(event id) :row                               on event
-- An event whatever its dates are: the next one, or the last.
SELECT e.id AS event_id, e.title, e.path, e.state, e.attendance, e.online_url, e.time_zone, o.starts_at, o.ends_at,
       v.name AS venue, v.street, v.postcode, v.city, v.country, g.name AS organizer, g.email AS organizer_email
  FROM event e
  JOIN organizer g ON g.id = e.organizer_id
  JOIN occurrence o ON o.event_id = e.id
  LEFT JOIN venue v ON v.id = o.venue_id
 WHERE e.id = :event
 ORDER BY o.ends_at < NOW(), o.starts_at
 LIMIT 1;
