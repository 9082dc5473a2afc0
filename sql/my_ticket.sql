-- my_ticket.sql: a person's own list of tickets, and the copies it is made of.

-- tickets_to_copy(order id) :rows                               on order
-- Every ticket of an order with what its copies say.
SELECT t.id AS ticket_id, t.order_id, t.event_id, t.occurrence_id, t.organizer_id, t.state, t.revision,
       t.key_number, t.name, t.email, t.account_id, y.name AS ticket_type, e.title, e.state AS event_state,
       e.attendance, g.name AS organizer, o.starts_at, o.ends_at, o.time_zone, v.name AS venue, v.city,
       r.email AS order_email, r.account_id AS order_account_id, r.version
  FROM ticket t
  JOIN orders r ON r.id = t.order_id
  JOIN ticket_type y ON y.id = t.ticket_type_id
  JOIN event e ON e.id = t.event_id
  JOIN organizer g ON g.id = t.organizer_id
  JOIN occurrence o ON o.id = t.occurrence_id
  LEFT JOIN venue v ON v.id = o.venue_id
 WHERE t.order_id = :order
 ORDER BY t.position;

-- ticket_copies(ticket id) :rows                                on ticket
-- Who has copies of it.
SELECT account_id, email FROM ticket_copy WHERE ticket_id = :ticket;

-- ticket_copy_put(ticket id, account int, email text) :exec     on ticket
INSERT INTO ticket_copy (ticket_id, account_id, email) VALUES (:ticket, :account, :email)
ON DUPLICATE KEY UPDATE email = VALUES(email);

-- ticket_copy_drop(ticket id, account int) :exec                on ticket
DELETE FROM ticket_copy WHERE ticket_id = :ticket AND account_id = :account;

-- ticket_own(ticket id, account int, email text) :exec          on ticket
-- Whose it is, unless it has become somebody else's meanwhile.
UPDATE ticket SET account_id = :account WHERE id = :ticket AND email = :email;

-- order_own(order id, account int) :exec                        on order
UPDATE orders SET account_id = :account WHERE id = :order AND account_id IS NULL;

-- order_email_note(email text, order int) :exec                 on directory claims
INSERT INTO order_email (email, order_id) VALUES (:email, :order);

-- orders_of_email(email text, after id, most int) :rows         on directory
SELECT order_id
  FROM order_email
 WHERE email = :email
   AND order_id > COALESCE(:after, 0)
 ORDER BY order_id
 LIMIT :most;

-- my_ticket_put(account id, ticket int, order int, event int, occurrence int, organizer int, title text,
--               organizer_name text, ticket_type text, name text, starts time, ends time, zone text,
--               attendance text, venue text, city text, state text, event_state text, revision int,
--               key_number int, version int) :exec              on account
-- A newer copy; an older one never replaces it.
INSERT INTO my_ticket (account_id, ticket_id, order_id, event_id, occurrence_id, organizer_id, title, organizer,
       ticket_type, name, starts_at, ends_at, time_zone, attendance, venue, city, state, event_state, revision,
       key_number, version)
VALUES (:account, :ticket, :order, :event, :occurrence, :organizer, :title, :organizer_name, :ticket_type, :name,
       :starts, :ends, :zone, :attendance, COALESCE(:venue, ''), COALESCE(:city, ''), :state, :event_state,
       :revision, :key_number, :version)
ON DUPLICATE KEY UPDATE
       title = IF(VALUES(version) >= version, VALUES(title), title),
       organizer = IF(VALUES(version) >= version, VALUES(organizer), organizer),
       ticket_type = IF(VALUES(version) >= version, VALUES(ticket_type), ticket_type),
       name = IF(VALUES(version) >= version, VALUES(name), name),
       starts_at = IF(VALUES(version) >= version, VALUES(starts_at), starts_at),
       ends_at = IF(VALUES(version) >= version, VALUES(ends_at), ends_at),
       time_zone = IF(VALUES(version) >= version, VALUES(time_zone), time_zone),
       attendance = IF(VALUES(version) >= version, VALUES(attendance), attendance),
       venue = IF(VALUES(version) >= version, VALUES(venue), venue),
       city = IF(VALUES(version) >= version, VALUES(city), city),
       state = IF(VALUES(version) >= version, VALUES(state), state),
       event_state = IF(VALUES(version) >= version, VALUES(event_state), event_state),
       revision = IF(VALUES(version) >= version, VALUES(revision), revision),
       key_number = IF(VALUES(version) >= version, VALUES(key_number), key_number),
       version = GREATEST(version, VALUES(version));

-- my_tickets(account id, most int) :rows                        on account
-- The latest dates first.
SELECT ticket_id, order_id, event_id, occurrence_id, title, organizer, ticket_type, name, starts_at, ends_at,
       time_zone, attendance AS mode, venue, city, state, event_state, revision, key_number
  FROM my_ticket
 WHERE account_id = :account
   AND state <> 'gone'
 ORDER BY starts_at DESC, ticket_id
 LIMIT :most;

-- my_dates(occurrences ids) :rows                               on listing
-- What is known of dates by now: copies of tickets do not follow every change of an event.
SELECT occurrence_id, title, state AS event_state, attendance AS mode, starts_at, ends_at, time_zone, venue, city,
       language
  FROM listing
 WHERE occurrence_id IN (:occurrences);
