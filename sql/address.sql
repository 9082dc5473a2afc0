-- address.sql: whose an e-mail address is.  Claims stand in the directory, what they confirm in the account's row.

-- address_claim(email text, account int) :exec                  on directory
-- Somebody's own claim begins anew; another's stays as it is.
INSERT INTO email_claim (email, account_id, claimed_at) VALUES (:email, :account, NOW(3))
ON DUPLICATE KEY UPDATE claimed_at = IF(account_id = VALUES(account_id), NOW(3), claimed_at);

-- address_unclaim(email text, account int, seconds int) :exec   on directory
-- A claim that is older than so many seconds.
DELETE FROM email_claim
 WHERE email = :email
   AND account_id = :account
   AND claimed_at < NOW(3) - INTERVAL :seconds SECOND;
