-- hold.sql: stock set aside for an order, taken and given back (DOMAIN 3).
--
-- Locks are taken in one order everywhere: request key, order, counters of persons, slots by quota and then by
-- slot.  Holds are only changed by who has the lock of their order.  A transaction that finds a slot full never
-- tries another one: an UPDATE that had to wait and then matched nothing keeps its lock, so that two of them
-- would wait for each other.  It rolls back and sweeps all slots upwards from the first.
--
-- Ids are drawn here, as core/lib/id.h has them: the shard's bits, the second, and 20 bits of a counter of the
-- server's (UUID_SHORT) where the program has chance; one that is there already is met by the primary key, and
-- drawn again.
-- on shard

-- Take what an order's lines want of their quotas, in the caller's transaction, sweeping the slots upwards and
-- gathering from several.  o_short: the first quota that has not enough; 0: all is taken.
CREATE OR REPLACE PROCEDURE stock_gather(IN p_order BIGINT, IN p_expires_at DATETIME(3), OUT o_short BIGINT)
SQL SECURITY INVOKER
main: BEGIN
  DECLARE v_done BOOLEAN DEFAULT FALSE;
  DECLARE v_quota, v_last BIGINT DEFAULT 0;
  DECLARE v_line, v_quantity, v_slots, v_slot, v_free, v_take INT;
  DECLARE v_ids BIGINT DEFAULT (p_order >> 51 << 51) | (UNIX_TIMESTAMP() - 1704067200) << 20;
  DECLARE wanted CURSOR FOR
    SELECT d.quota_id, q.slots, l.line, l.quantity
      FROM order_line l
      JOIN ticket_type_quota d ON d.ticket_type_id = l.ticket_type_id
      JOIN quota q ON q.id = d.quota_id
     WHERE l.order_id = p_order
     ORDER BY d.quota_id, l.line;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET v_done = TRUE;

  SET o_short = 0;
  OPEN wanted;
  line: LOOP
    FETCH wanted INTO v_quota, v_slots, v_line, v_quantity;
    IF v_done THEN LEAVE line; END IF;
    IF v_quota <> v_last THEN SET v_last = v_quota, v_slot = 0, v_free = NULL; END IF;
    WHILE v_quantity > 0 DO
      IF v_slot >= v_slots THEN
        SET o_short = v_quota;
        LEAVE line;
      END IF;
      IF v_free IS NULL THEN
        SELECT GREATEST(cap - held - sold, 0) INTO v_free
          FROM stock_slot WHERE quota_id = v_quota AND slot = v_slot FOR UPDATE;
        SET v_free = COALESCE(v_free, 0), v_done = FALSE;
      END IF;
      SET v_take = LEAST(v_free, v_quantity);
      IF v_take > 0 THEN
        UPDATE stock_slot SET held = held + v_take
         WHERE quota_id = v_quota AND slot = v_slot AND held + sold + v_take <= cap;
        INSERT INTO hold (order_id, line, quota_id, slot, quantity, expires_at)
        VALUES (p_order, v_line, v_quota, v_slot, v_take, p_expires_at);
        INSERT INTO stock_move (id, quota_id, slot, held, sold, cause, order_id)
        VALUES (v_ids | (UUID_SHORT() & 1048575), v_quota, v_slot, v_take, 0, 'claim', p_order);
        SET v_quantity = v_quantity - v_take, v_free = v_free - v_take;
      END IF;
      IF v_quantity > 0 THEN SET v_slot = v_slot + 1, v_free = NULL; END IF;
    END WHILE;
  END LOOP;
  CLOSE wanted;
END;

-- Give back what these orders hold, in the caller's transaction, which has locked them.
CREATE OR REPLACE PROCEDURE stock_return(IN p_orders MEDIUMTEXT)
SQL SECURITY INVOKER
BEGIN
  DECLARE v_done BOOLEAN DEFAULT FALSE;
  DECLARE v_quota BIGINT;
  DECLARE v_slot, v_quantity INT;
  DECLARE held CURSOR FOR
    SELECT h.quota_id, h.slot, SUM(h.quantity)
      FROM JSON_TABLE(p_orders, '$[*]' COLUMNS (id BIGINT PATH '$')) g
      STRAIGHT_JOIN hold h ON h.order_id = g.id
     GROUP BY h.quota_id, h.slot
     ORDER BY h.quota_id, h.slot;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET v_done = TRUE;

  OPEN held;
  INSERT INTO stock_move (id, quota_id, slot, held, sold, cause, order_id)
  SELECT (h.order_id >> 51 << 51) | (UNIX_TIMESTAMP() - 1704067200) << 20 | (UUID_SHORT() & 1048575),
         h.quota_id, h.slot, -h.quantity, 0, 'release', h.order_id
    FROM JSON_TABLE(p_orders, '$[*]' COLUMNS (id BIGINT PATH '$')) g
    STRAIGHT_JOIN hold h ON h.order_id = g.id;
  DELETE h
    FROM JSON_TABLE(p_orders, '$[*]' COLUMNS (id BIGINT PATH '$')) g
    STRAIGHT_JOIN hold h ON h.order_id = g.id;
  slots: LOOP
    FETCH held INTO v_quota, v_slot, v_quantity;
    IF v_done THEN LEAVE slots; END IF;
    UPDATE stock_slot SET held = held - v_quantity WHERE quota_id = v_quota AND slot = v_slot;
  END LOOP;
  CLOSE held;
END;

-- Give back what has run out, of one quota (or, p_quota 0, of any), in a transaction of its own: at most p_most
-- orders, without waiting for those that somebody else is at.  o_orders: how many; o_stock: how much of the quota,
-- or, below 0, the error that undid it: another try may do better.
CREATE OR REPLACE PROCEDURE hold_reclaim(IN p_quota BIGINT, IN p_most INT, OUT o_orders INT, OUT o_stock INT)
SQL SECURITY INVOKER
BEGIN
  DECLARE v_done BOOLEAN DEFAULT FALSE;
  DECLARE v_order, v_is BIGINT;
  DECLARE v_stock, v_error INT;
  DECLARE v_orders MEDIUMTEXT DEFAULT '';
  DECLARE lapsed_here CURSOR FOR
    SELECT DISTINCT order_id FROM hold FORCE INDEX (run_out)
     WHERE quota_id = p_quota AND expires_at <= NOW(3) AND state = 'active' LIMIT p_most;
  DECLARE lapsed_anywhere CURSOR FOR
    SELECT id FROM orders WHERE state = 'held' AND expires_at <= NOW(3) ORDER BY expires_at LIMIT p_most;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET v_done = TRUE;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 v_error = MYSQL_ERRNO;
    ROLLBACK;
    SET o_orders = 0, o_stock = -v_error;
    IF v_error NOT IN (1205, 1213) THEN RESIGNAL; END IF;
  END;

  SET o_orders = 0, o_stock = 0;
  START TRANSACTION;
  IF p_quota > 0 THEN OPEN lapsed_here; ELSE OPEN lapsed_anywhere; END IF;
  lapsed: LOOP
    IF p_quota > 0 THEN FETCH lapsed_here INTO v_order; ELSE FETCH lapsed_anywhere INTO v_order; END IF;
    IF v_done THEN LEAVE lapsed; END IF;
    SET v_is = NULL;
    SELECT id INTO v_is FROM orders
     WHERE id = v_order AND state = 'held' AND expires_at <= NOW(3) FOR UPDATE SKIP LOCKED;
    SET v_done = FALSE;
    IF v_is IS NOT NULL THEN
      UPDATE orders SET state = 'expired', version = version + 1 WHERE id = v_order AND state = 'held';
      SELECT COALESCE(SUM(quantity), 0) INTO v_stock FROM hold WHERE order_id = v_order AND quota_id = p_quota;
      SET o_orders = o_orders + 1, o_stock = o_stock + v_stock,
          v_orders = CONCAT(v_orders, IF(v_orders = '', '', ','), v_order);
    END IF;
  END LOOP;
  IF p_quota > 0 THEN CLOSE lapsed_here; ELSE CLOSE lapsed_anywhere; END IF;
  IF o_orders > 0 THEN CALL stock_return(CONCAT('[', v_orders, ']')); END IF;
  COMMIT;
END;

-- Set tickets aside.  p_wanted: [[ticket type, quantity], ...] by ticket type ascending, none twice.
-- o_end: placed, or why not (core/domain/hold.h), or `reused`: this key was for something else.
CREATE OR REPLACE PROCEDURE hold_claim(
    IN p_event BIGINT, IN p_key BINARY(16), IN p_wanted TEXT, IN p_visitor BINARY(16), IN p_account BIGINT,
    IN p_language VARCHAR(8), IN p_key_number INT, IN p_seconds INT, IN p_holds_most INT,
    IN p_address VARBINARY(16), IN p_request VARCHAR(36),
    OUT o_end VARCHAR(16), OUT o_order BIGINT, OUT o_expires_at DATETIME(3), OUT o_ticket_type BIGINT,
    OUT o_left BIGINT, OUT o_limit INT)
SQL SECURITY INVOKER
main: BEGIN
  DECLARE v_now, v_expires DATETIME(3);
  DECLARE v_ids, v_quota, v_organizer, v_occurrence, v_order, v_lapsed, v_full BIGINT DEFAULT 0;
  DECLARE v_n, v_same, v_error, v_tries, v_reclaimed, v_stock, v_orders INT DEFAULT 0;
  DECLARE v_slot, v_quantity INT;
  DECLARE v_sweep, v_done BOOLEAN DEFAULT FALSE;
  DECLARE v_over BOOLEAN;
  DECLARE v_chance INT DEFAULT FLOOR(RAND() * 4096);
  DECLARE v_state VARCHAR(16);
  DECLARE v_currency CHAR(3);
  DECLARE v_deed VARCHAR(32);
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET v_done = TRUE;

  SET o_end = NULL, o_order = NULL, o_expires_at = NULL, o_ticket_type = NULL, o_left = NULL, o_limit = NULL,
      v_n = JSON_LENGTH(p_wanted);

  attempt: LOOP
    SET v_tries = v_tries + 1;

    -- The same key is the same deed.
    SELECT k.deed, k.answer_id, o.expires_at INTO v_deed, o_order, v_expires
      FROM request_key k LEFT JOIN orders o ON o.id = k.answer_id
     WHERE k.owner_id = p_event AND k.request_key = p_key;
    IF v_deed IS NOT NULL THEN
      SELECT COUNT(*), COALESCE(SUM(l.ticket_type_id = w.ticket_type AND l.quantity = w.quantity), 0)
        INTO v_orders, v_same
        FROM order_line l
        LEFT JOIN JSON_TABLE(p_wanted, '$[*]' COLUMNS (line FOR ORDINALITY, ticket_type BIGINT PATH '$[0]',
                             quantity INT PATH '$[1]')) w ON w.line = l.line
       WHERE l.order_id = o_order;
      IF v_deed = 'hold_place' AND v_orders = v_n AND v_same = v_n THEN
        SET o_end = 'placed', o_expires_at = v_expires;
      ELSE
        SET o_end = 'reused', o_order = NULL;
      END IF;
      LEAVE main;
    END IF;

    -- What never changes within a moment is asked once.
    IF v_tries = 1 THEN
      SELECT e.state, e.organizer_id, e.currency INTO v_state, v_organizer, v_currency
        FROM event e JOIN organizer g ON g.id = e.organizer_id AND g.state = 'active'
       WHERE e.id = p_event;
      IF COALESCE(v_state, '') <> 'published' THEN SET o_end = 'closed'; LEAVE main; END IF;
      SELECT id, ends_at <= NOW(3) INTO v_occurrence, v_over
        FROM occurrence WHERE event_id = p_event AND state = 'scheduled'
       ORDER BY ends_at <= NOW(3), starts_at LIMIT 1;
      IF v_occurrence = 0 THEN SET o_end = 'closed'; LEAVE main; END IF;
      IF v_over THEN SET o_end = 'over'; LEAVE main; END IF;
      SELECT c.ticket_type, c.verdict, IF(c.verdict = 'quantity', c.most, NULL) INTO o_ticket_type, o_end, o_limit FROM (
        SELECT w.line, w.ticket_type,
               CASE WHEN t.id IS NULL OR t.event_id <> p_event OR t.state = 'archived' OR t.visibility <> 'public'
                    THEN 'closed'
                    WHEN t.state = 'paused' OR t.sale_ends_at <= NOW(3) THEN 'over'
                    WHEN t.sale_starts_at > NOW(3) THEN 'not_yet'
                    WHEN w.quantity < t.min_per_order OR w.quantity > t.max_per_order OR
                         (t.max_per_person > 0 AND w.quantity > t.max_per_person) THEN 'quantity'
               END AS verdict,
               IF(w.quantity < t.min_per_order, t.min_per_order,
                  IF(t.max_per_person > 0, LEAST(t.max_per_person, t.max_per_order), t.max_per_order)) AS most
          FROM JSON_TABLE(p_wanted, '$[*]' COLUMNS (line FOR ORDINALITY, ticket_type BIGINT PATH '$[0]',
                          quantity INT PATH '$[1]')) w
          LEFT JOIN ticket_type t ON t.id = w.ticket_type) c
       WHERE c.verdict IS NOT NULL ORDER BY c.line LIMIT 1;
      IF o_end IS NOT NULL THEN LEAVE main; END IF;
      SELECT COUNT(*) INTO v_orders FROM orders FORCE INDEX (visitor)
       WHERE event_id = p_event AND visitor = p_visitor AND expires_at > NOW(3) AND state = 'held';
      IF v_orders >= p_holds_most THEN SET o_end = 'too_many'; LEAVE main; END IF;
    END IF;

    -- Who is too late hears it without a lock and without a write; what has run out counts as free.
    SET v_quota = 0;
    SELECT c.quota_id, c.ticket_type, c.free INTO v_quota, o_ticket_type, o_left FROM (
      SELECT d.quota_id, MIN(w.ticket_type) AS ticket_type, SUM(w.quantity) AS wanted,
             (SELECT SUM(s.cap - s.held - s.sold) FROM stock_slot s WHERE s.quota_id = d.quota_id) AS free
        FROM JSON_TABLE(p_wanted, '$[*]' COLUMNS (ticket_type BIGINT PATH '$[0]', quantity INT PATH '$[1]')) w
        STRAIGHT_JOIN ticket_type_quota d ON d.ticket_type_id = w.ticket_type
       GROUP BY d.quota_id) c
     WHERE COALESCE(c.free, 0) < c.wanted ORDER BY c.quota_id LIMIT 1;
    IF v_quota > 0 THEN
      SET v_reclaimed = 0, v_lapsed = 0;
      SELECT order_id INTO v_lapsed FROM hold FORCE INDEX (run_out)
       WHERE quota_id = v_quota AND expires_at <= NOW(3) AND state = 'active' LIMIT 1;
      IF v_lapsed > 0 THEN CALL hold_reclaim(v_quota, 100, v_orders, v_reclaimed); END IF;
      IF v_reclaimed = -1205 OR (v_reclaimed < 0 AND v_tries >= 8) THEN SET o_end = 'busy'; LEAVE main; END IF;
      -- Somebody else is giving it back just now.
      IF v_reclaimed < 0 OR (v_lapsed > 0 AND v_reclaimed = 0 AND v_tries < 4) THEN ITERATE attempt; END IF;
      IF v_reclaimed = 0 THEN
        -- Unless it was this very key that took the last ones meanwhile.
        SELECT deed INTO v_deed FROM request_key WHERE owner_id = p_event AND request_key = p_key;
        IF v_deed IS NOT NULL THEN ITERATE attempt; END IF;
        SET o_end = 'sold_out', o_left = GREATEST(COALESCE(o_left, 0), 0);
        LEAVE main;
      END IF;
    END IF;
    SET o_ticket_type = NULL, o_left = NULL;

    claim: BEGIN
      DECLARE slots CURSOR FOR
        SELECT quota_id, slot, SUM(quantity) FROM hold WHERE order_id = v_order
         GROUP BY quota_id, slot ORDER BY quota_id, slot;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 v_error = MYSQL_ERRNO;
        ROLLBACK;
        -- 1048: a ticket type was removed since it was looked at; the next look says so
        IF v_error NOT IN (1048, 1062, 1205, 1213) THEN RESIGNAL; END IF;
      END;
      SET v_error = 0, v_full = 0;
      START TRANSACTION;
      SET v_now = NOW(3), v_expires = v_now + INTERVAL p_seconds SECOND,
          v_ids = (p_event >> 51 << 51) | (UNIX_TIMESTAMP() - 1704067200) << 20,
          v_order = v_ids | (UUID_SHORT() & 1048575);
      INSERT INTO request_key (owner_id, request_key, deed, answer_id)
      VALUES (p_event, p_key, 'hold_place', v_order);
      INSERT INTO orders (id, event_id, occurrence_id, organizer_id, account_id, language, currency, total, tickets,
                          key_number, visitor, expires_at)
      SELECT v_order, p_event, v_occurrence, v_organizer, p_account, p_language, v_currency,
             SUM(w.quantity * t.price), SUM(w.quantity), p_key_number, p_visitor, v_expires
        FROM JSON_TABLE(p_wanted, '$[*]' COLUMNS (ticket_type BIGINT PATH '$[0]', quantity INT PATH '$[1]')) w
        STRAIGHT_JOIN ticket_type t ON t.id = w.ticket_type;
      INSERT INTO order_line (order_id, line, organizer_id, ticket_type_id, quantity, price)
      SELECT v_order, w.line, v_organizer, w.ticket_type, w.quantity, t.price
        FROM JSON_TABLE(p_wanted, '$[*]' COLUMNS (line FOR ORDINALITY, ticket_type BIGINT PATH '$[0]',
                        quantity INT PATH '$[1]')) w
        STRAIGHT_JOIN ticket_type t ON t.id = w.ticket_type;
      INSERT INTO audit (id, actor_id, organizer_id, deed, subject_id, detail, address, request)
      VALUES (v_ids | (UUID_SHORT() & 1048575), COALESCE(p_account, 0), v_organizer, 'hold_place', v_order,
              CONCAT('{"wanted":', p_wanted, '}'), p_address, p_request);
      IF v_sweep THEN
        CALL stock_gather(v_order, v_expires, v_full);
      ELSE
        INSERT INTO hold (order_id, line, quota_id, slot, quantity, expires_at)
        SELECT v_order, l.line, d.quota_id, v_chance MOD q.slots, l.quantity, v_expires
          FROM order_line l
          STRAIGHT_JOIN ticket_type_quota d ON d.ticket_type_id = l.ticket_type_id
          STRAIGHT_JOIN quota q ON q.id = d.quota_id
         WHERE l.order_id = v_order;
        INSERT INTO stock_move (id, quota_id, slot, held, sold, cause, order_id)
        SELECT v_ids | (UUID_SHORT() & 1048575), quota_id, slot, quantity, 0, 'claim', v_order
          FROM hold WHERE order_id = v_order;
        SET v_done = FALSE;
        OPEN slots;
        slot: LOOP
          FETCH slots INTO v_quota, v_slot, v_quantity;
          IF v_done THEN LEAVE slot; END IF;
          UPDATE stock_slot SET held = held + v_quantity
           WHERE quota_id = v_quota AND slot = v_slot AND held + sold + v_quantity <= cap;
          IF ROW_COUNT() = 0 THEN SET v_full = v_quota; LEAVE slot; END IF;
        END LOOP;
        CLOSE slots;
      END IF;
      IF v_full = 0 THEN COMMIT; ELSE ROLLBACK; END IF;
    END claim;

    IF v_error = 0 AND v_full = 0 THEN
      SET o_end = 'placed', o_order = v_order, o_expires_at = v_expires;
      LEAVE main;
    END IF;
    SET v_sweep = TRUE, v_done = FALSE;
    IF v_error = 1205 OR v_tries >= 8 THEN SET o_end = 'busy'; LEAVE main; END IF;
  END LOOP;
END;

-- Give one hold back before its time.  o_end: done (now, or before), or refused: its order is no longer held.
CREATE OR REPLACE PROCEDURE hold_release(IN p_order BIGINT, IN p_account BIGINT, IN p_address VARBINARY(16),
    IN p_request VARCHAR(36), OUT o_end VARCHAR(16))
SQL SECURITY INVOKER
BEGIN
  DECLARE v_state VARCHAR(16);
  DECLARE v_organizer BIGINT;
  DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    ROLLBACK;
    RESIGNAL;
  END;

  START TRANSACTION;
  SELECT state, organizer_id INTO v_state, v_organizer FROM orders WHERE id = p_order FOR UPDATE;
  IF v_state = 'held' THEN
    UPDATE orders SET state = 'expired', version = version + 1 WHERE id = p_order AND state = 'held';
    INSERT INTO audit (id, actor_id, organizer_id, deed, subject_id, detail, address, request)
    VALUES ((p_order >> 51 << 51) | (UNIX_TIMESTAMP() - 1704067200) << 20 | (UUID_SHORT() & 1048575),
            COALESCE(p_account, 0), v_organizer, 'hold_release', p_order, '{}', p_address, p_request);
    CALL stock_return(CONCAT('[', p_order, ']'));
  END IF;
  COMMIT;
  SET o_end = IF(v_state IN ('held', 'expired'), 'done', 'refused');
END;
