-- order.sql: what was held becomes tickets (DOMAIN 3: the hold is the reservation, so no counter is checked).
-- Locks are taken as sql/procedures/hold.sql says.
-- on shard

-- Register a free order.  p_tickets: [[position, line, place in the line from 0, code, name, email], ...], all of
-- them; p_answers: [[question, position, value], ...].  o_end: done, expired (what it held is gone), limit (of a
-- person, for o_ticket_type), refused, busy, or again: a code is somebody else's already, draw others.
CREATE OR REPLACE PROCEDURE order_register(
    IN p_order BIGINT, IN p_key BINARY(16), IN p_name VARCHAR(100),
    IN p_email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
    IN p_tickets LONGTEXT, IN p_answers LONGTEXT, IN p_account BIGINT, IN p_address VARBINARY(16),
    IN p_request VARCHAR(36), OUT o_end VARCHAR(16), OUT o_ticket_type BIGINT)
SQL SECURITY INVOKER
main: BEGIN
  DECLARE v_done BOOLEAN DEFAULT FALSE;
  DECLARE v_ids, v_event, v_occurrence, v_organizer, v_total, v_type, v_quota, v_short, v_left BIGINT DEFAULT 0;
  DECLARE v_tickets, v_key_number, v_quantity, v_most, v_taken, v_slot, v_error, v_tries, v_back, v_orders INT DEFAULT 0;
  DECLARE v_state, v_event_state, v_language VARCHAR(16);
  DECLARE v_deed VARCHAR(32);
  DECLARE v_email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET v_done = TRUE;

  SET o_ticket_type = NULL;

  attempt: LOOP
    SET v_tries = v_tries + 1, v_error = 0, v_short = 0, o_end = NULL;
    register: BEGIN
      DECLARE persons CURSOR FOR
        SELECT l.ticket_type_id, SUM(l.quantity), t.max_per_person
          FROM order_line l JOIN ticket_type t ON t.id = l.ticket_type_id
         WHERE l.order_id = p_order GROUP BY l.ticket_type_id, t.max_per_person ORDER BY l.ticket_type_id;
      DECLARE slots CURSOR FOR
        SELECT quota_id, slot, SUM(quantity) FROM hold WHERE order_id = p_order
         GROUP BY quota_id, slot ORDER BY quota_id, slot;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 v_error = MYSQL_ERRNO;
        ROLLBACK;
        IF v_error NOT IN (1062, 1205, 1213) THEN RESIGNAL; END IF;
      END;
      START TRANSACTION;
      SET v_ids = (p_order >> 51 << 51) | (UNIX_TIMESTAMP() - 1704067200) << 20, v_state = NULL;
      INSERT INTO request_key (owner_id, request_key, deed, answer_id)
      VALUES (p_order, p_key, 'order_register', p_order);
      SELECT state, event_id, occurrence_id, organizer_id, total, tickets, key_number, language
        INTO v_state, v_event, v_occurrence, v_organizer, v_total, v_tickets, v_key_number, v_language
        FROM orders WHERE id = p_order FOR UPDATE;
      SELECT state INTO v_event_state FROM event WHERE id = v_event;
      IF COALESCE(v_state, '') NOT IN ('held', 'expired') OR v_total > 0 OR v_event_state <> 'published' OR
         JSON_LENGTH(p_tickets) <> v_tickets THEN
        SET o_end = 'refused';
        ROLLBACK;
        LEAVE register;
      END IF;
      UPDATE orders
         SET state = 'paid', name = p_name, email = p_email, placed_at = NOW(3), version = version + 1,
             account_id = COALESCE(account_id, p_account)
       WHERE id = p_order AND state = v_state;

      -- What one person may have: the row is locked before it is looked at.
      SET v_done = FALSE;
      OPEN persons;
      person: LOOP
        FETCH persons INTO v_type, v_quantity, v_most;
        IF v_done THEN LEAVE person; END IF;
        INSERT INTO person_stock (ticket_type_id, email, taken) VALUES (v_type, p_email, v_quantity)
            ON DUPLICATE KEY UPDATE taken = taken + v_quantity;
        SELECT taken INTO v_taken FROM person_stock WHERE ticket_type_id = v_type AND email = p_email;
        IF v_most > 0 AND v_taken > v_most THEN
          SET o_end = 'limit', o_ticket_type = v_type;
          LEAVE person;
        END IF;
      END LOOP;
      CLOSE persons;
      IF o_end IS NOT NULL THEN
        ROLLBACK;
        LEAVE register;
      END IF;

      INSERT INTO ticket (id, order_id, event_id, occurrence_id, organizer_id, ticket_type_id, position, code,
                          key_number, name, email, language, account_id)
      SELECT v_ids | (UUID_SHORT() & 1048575), p_order, v_event, v_occurrence, v_organizer, l.ticket_type_id,
             k.position, k.code, v_key_number, k.name, k.email, v_language, IF(k.email = p_email, p_account, NULL)
        FROM JSON_TABLE(p_tickets, '$[*]' COLUMNS (position INT PATH '$[0]', line INT PATH '$[1]',
                        code CHAR(10) PATH '$[3]', name VARCHAR(100) PATH '$[4]',
                        email VARCHAR(254) PATH '$[5]')) k
        STRAIGHT_JOIN order_line l ON l.order_id = p_order AND l.line = k.line;
      INSERT INTO answer (order_id, position, question_id, organizer_id, value)
      SELECT p_order, a.position, q.id, v_organizer, a.value
        FROM JSON_TABLE(p_answers, '$[*]' COLUMNS (question BIGINT PATH '$[0]', position INT PATH '$[1]',
                        value TEXT PATH '$[2]')) a
        STRAIGHT_JOIN question q ON q.id = a.question AND q.event_id = v_event AND q.state = 'asked'
       WHERE IF(q.asked = 'order', a.position = 0, a.position BETWEEN 1 AND v_tickets);
      INSERT INTO audit (id, actor_id, organizer_id, deed, subject_id, detail, address, request)
      VALUES (v_ids | (UUID_SHORT() & 1048575), COALESCE(p_account, 0), v_organizer, 'order_register', p_order,
              CONCAT('{"tickets":', v_tickets, '}'), p_address, p_request);

      INSERT INTO job (id, kind, subject_id) VALUES (v_ids | (UUID_SHORT() & 1048575), 'ticket_copy', p_order),
                                                    (v_ids | (UUID_SHORT() & 1048575), 'order_mail', p_order);
      -- Who was named with an address of their own gets their ticket there.
      INSERT INTO job (id, kind, subject_id)
      SELECT v_ids | (UUID_SHORT() & 1048575), 'ticket_mail', id FROM ticket WHERE order_id = p_order AND email <> p_email;

      -- Run out and given back, but perhaps still free.
      IF v_state = 'expired' THEN CALL stock_gather(p_order, NOW(3), v_short); END IF;
      IF v_short > 0 THEN
        SET o_end = 'expired';
        ROLLBACK;
        LEAVE register;
      END IF;

      -- A line's tickets go to its slots one after the other.
      INSERT INTO ticket_stock (ticket_id, quota_id, slot)
      SELECT t.id, h.quota_id, h.slot
        FROM (SELECT line, quota_id, slot, quantity,
                     SUM(quantity) OVER (PARTITION BY line, quota_id ORDER BY slot) - quantity AS first
                FROM hold WHERE order_id = p_order) h
        JOIN JSON_TABLE(p_tickets, '$[*]' COLUMNS (position INT PATH '$[0]', line INT PATH '$[1]',
                        place INT PATH '$[2]')) k
          ON k.line = h.line AND k.place >= h.first AND k.place < h.first + h.quantity
        JOIN ticket t ON t.order_id = p_order AND t.position = k.position;
      INSERT INTO stock_move (id, quota_id, slot, held, sold, cause, order_id)
      SELECT v_ids | (UUID_SHORT() & 1048575), quota_id, slot, -quantity, quantity, 'register', p_order
        FROM hold WHERE order_id = p_order;
      SET v_done = FALSE;
      OPEN slots;
      DELETE FROM hold WHERE order_id = p_order;
      slot: LOOP
        FETCH slots INTO v_quota, v_slot, v_quantity;
        IF v_done THEN LEAVE slot; END IF;
        UPDATE stock_slot SET held = held - v_quantity, sold = sold + v_quantity
         WHERE quota_id = v_quota AND slot = v_slot;
      END LOOP;
      CLOSE slots;

      -- When nothing is left the listing says so.
      SELECT COALESCE(SUM(s.cap - s.sold), 1) INTO v_left
        FROM quota q STRAIGHT_JOIN stock_slot s ON s.quota_id = q.id WHERE q.event_id = v_event;
      IF v_left = 0 THEN
        INSERT INTO job (id, kind, subject_id) VALUES (v_ids | (UUID_SHORT() & 1048575), 'listing_feed', v_event);
      END IF;
      COMMIT;
      SET o_end = 'done';
    END register;

    IF v_error = 0 AND v_short > 0 AND v_tries < 3 THEN
      CALL hold_reclaim(v_short, 100, v_orders, v_back);
      IF v_back < 0 THEN SET o_end = 'busy'; END IF;
      IF v_back <= 0 THEN LEAVE main; END IF;
    ELSEIF v_error = 0 THEN LEAVE main;
    ELSEIF v_error = 1062 THEN
      SET v_deed = NULL;
      SELECT k.deed, o.email INTO v_deed, v_email
        FROM request_key k JOIN orders o ON o.id = k.owner_id
       WHERE k.owner_id = p_order AND k.request_key = p_key;
      SET o_end = IF(v_deed IS NULL, 'again', IF(v_deed = 'order_register' AND v_email = p_email, 'done', 'refused'));
      LEAVE main;
    ELSEIF v_error = 1205 OR v_tries >= 6 THEN
      SET o_end = 'busy';
      LEAVE main;
    END IF;
  END LOOP;
END;
