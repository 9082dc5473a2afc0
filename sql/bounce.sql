-- bounce.sql: addresses that mail came back from.

-- bounce_add(organizer id, email text, hard bool, status text, reason text) :exec on organizer
-- Once more.  Three times full within a month is for good; what is for good stays so.
INSERT INTO bounce (organizer_id, email, hard, status, reason)
VALUES (:organizer, :email, :hard, :status, :reason)
ON DUPLICATE KEY UPDATE times = IF(last_at < NOW(3) - INTERVAL 30 DAY, 1, times + 1),
       hard = hard OR VALUES(hard) OR times >= 3, status = VALUES(status), reason = VALUES(reason),
       last_at = NOW(3);

-- bounce_of(organizer id, email text) :row                       on organizer
SELECT hard, times, status, reason, last_at FROM bounce WHERE organizer_id = :organizer AND email = :email;

-- bounces_of(organizer id) :row                                  on organizer
-- For the organizer's desk: how many addresses mail does not reach.
SELECT COUNT(*) AS n, COALESCE(SUM(hard), 0) AS hard FROM bounce WHERE organizer_id = :organizer;

-- bounces_tidy(shard int) :exec                                  on shard
DELETE FROM bounce WHERE last_at < NOW(3) - INTERVAL 180 DAY ORDER BY last_at LIMIT 1000;

-- bounce_subject(subject id, email text) :id                     on subject
-- The organizer of the order or ticket that a mail was about, if this address stands on it.
SELECT organizer_id FROM orders WHERE id = :subject AND email = :email
 UNION ALL
SELECT organizer_id FROM ticket WHERE id = :subject AND email = :email
 LIMIT 1;

-- bounces_list(organizer id, most int) :rows                     on organizer
-- Whom mail did not reach, the last ones first.
SELECT b.email, b.hard, b.times, b.status, b.reason, b.last_at, g.time_zone
  FROM bounce b
  JOIN organizer g ON g.id = b.organizer_id
 WHERE b.organizer_id = :organizer
 ORDER BY b.last_at DESC
 LIMIT :most;

-- mail_late(organizer id) :row                                   on organizer
-- Mail that is due on this server, whoever's it is: one queue carries all of it.
SELECT COUNT(*) AS waiting, COALESCE(TIMESTAMPDIFF(SECOND, MIN(run_at), NOW()), 0) AS late
  FROM job FORCE INDEX (next)
 WHERE state = 'waiting' AND run_at <= NOW(3)
   AND kind IN ('event_news', 'mail', 'order_cancelled_mail', 'order_mail', 'reminder', 'ticket_cancelled_mail', 'ticket_mail',
                'ticket_transferred_mail', 'waitlist_mail');

-- mail_health(shard int) :row                                    on shard
-- For `marquee doctor`: mail that waits, that was given up, and mailboxes that were not reached within a week.
SELECT (SELECT COUNT(*) FROM job FORCE INDEX (next)
         WHERE state = 'waiting' AND run_at <= NOW(3) AND kind IN ('event_news', 'invitation_mail', 'mail', 'mail_account',
               'order_cancelled_mail', 'order_mail', 'reminder', 'ticket_cancelled_mail', 'ticket_mail',
               'ticket_transferred_mail', 'waitlist_mail')) AS waiting,
       (SELECT COUNT(*) FROM job FORCE INDEX (next)
         WHERE state = 'dead' AND kind IN ('event_news', 'invitation_mail', 'mail', 'mail_account',
               'order_cancelled_mail', 'order_mail', 'reminder', 'ticket_cancelled_mail', 'ticket_mail',
               'ticket_transferred_mail', 'waitlist_mail')) AS dead,
       (SELECT COUNT(*) FROM bounce WHERE last_at > NOW(3) - INTERVAL 7 DAY) AS bounced;
