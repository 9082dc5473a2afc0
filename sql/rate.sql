-- rate.sql: how often somebody did something.  Only fcgi/limit.c and core/domain/recipient.c
-- change it.
--
-- Time is cut into windows of so many seconds.  What counts is this window's number and
-- the part of the last one's that a window ending now would still see.  `most`
-- stops a counter that nobody needs to be higher, so that trying on does not
-- lengthen the wait for ever.

-- rate_add_anywhere(what text, subject bytes, seconds int, most int) :exec   on directory
INSERT INTO rate (what, subject, window_at, used)
VALUES (:what, :subject, FROM_UNIXTIME(UNIX_TIMESTAMP() DIV :seconds * :seconds), 1)
ON DUPLICATE KEY UPDATE used = used + (used < :most);

-- rate_used_anywhere(what text, subject bytes, seconds int) :id              on directory
SELECT CAST(CEIL(SUM(used * IF(window_at = FROM_UNIXTIME(UNIX_TIMESTAMP() DIV :seconds * :seconds), 1,
       1 - UNIX_TIMESTAMP() MOD :seconds / :seconds))) AS SIGNED) AS used
  FROM rate
 WHERE what = :what
   AND subject = :subject
   AND window_at >= FROM_UNIXTIME((UNIX_TIMESTAMP() DIV :seconds - 1) * :seconds);

-- rate_forget_anywhere(what text, subject bytes) :exec                       on directory
UPDATE rate
   SET used = 0
 WHERE what = :what
   AND subject = :subject;

-- rate_add(account id, what text, subject bytes, seconds int, most int) :exec   on account
INSERT INTO rate (what, subject, window_at, used)
VALUES (:what, :subject, FROM_UNIXTIME(UNIX_TIMESTAMP() DIV :seconds * :seconds), 1)
ON DUPLICATE KEY UPDATE used = used + (used < :most);

-- rate_used(account id, what text, subject bytes, seconds int) :id           on account
SELECT CAST(CEIL(SUM(used * IF(window_at = FROM_UNIXTIME(UNIX_TIMESTAMP() DIV :seconds * :seconds), 1,
       1 - UNIX_TIMESTAMP() MOD :seconds / :seconds))) AS SIGNED) AS used
  FROM rate
 WHERE what = :what
   AND subject = :subject
   AND window_at >= FROM_UNIXTIME((UNIX_TIMESTAMP() DIV :seconds - 1) * :seconds);
