-- paper.sql: what stands on tickets and in calendar files.

-- paper_event(event id, occurrence id) :row                      on event
-- One date of an event, for who has a ticket: with where it happens online.
SELECT e.id AS event_id, e.title, e.summary, e.path, e.language, e.state, e.version, e.attendance, e.online_url, e.time_zone,
       e.updated_at, o.id AS occurrence_id, o.starts_at, o.ends_at, o.state AS date_state,
       v.name AS venue, v.street, v.postcode, v.city, v.country, v.latitude, v.longitude,
       g.name AS organizer, g.email AS organizer_email
  FROM event e
  JOIN occurrence o ON o.event_id = e.id
  JOIN organizer g ON g.id = e.organizer_id
  LEFT JOIN venue v ON v.id = o.venue_id
 WHERE e.id = :event AND o.id = :occurrence;

-- paper_tickets(order id, ticket id) :rows                       on order
-- The tickets of an order, or one of them.  `passed_on`: no longer its buyer's to show.
SELECT t.id AS ticket_id, t.position, t.state, t.revision, t.code, t.key_number, t.name, t.email, t.language,
       y.name AS ticket_type, l.price, o.currency, o.id AS order_id, o.event_id, o.occurrence_id, o.placed_at,
       o.name AS buyer, t.revision > 1 AND t.email <> o.email AS passed_on
  FROM orders o
  JOIN ticket t ON t.order_id = o.id
  JOIN ticket_type y ON y.id = t.ticket_type_id
  JOIN order_line l ON l.order_id = o.id AND l.ticket_type_id = t.ticket_type_id
 WHERE o.id = :order /*[if ticket]*/ AND t.id = :ticket /*[end]*/
 ORDER BY t.position;
