-- probe.sql: statements that only the tests of core/lib/db.c ask.

-- probe_add(probe id, name text, n int, x real, at time, flag bool, body bytes) :exec on probe
INSERT INTO probe (id, name, n, x, seen_at, flag, body)
VALUES (:probe, :name, :n, :x, :at, :flag, :body);

-- probe_claim(probe id, name text) :exec on probe claims
INSERT INTO probe (id, name) VALUES (:probe, :name);

-- probe_claim_keyed(probe id, name text) :exec on probe claims keyed
INSERT INTO probe (id, name) VALUES (:probe, :name);

-- probe_make(probe id, name text) :id on probe
INSERT INTO probe (id, name) VALUES (:probe, :name) RETURNING id;

-- probe_by_id(probe id) :row on probe
SELECT id, name, n, x, seen_at, flag, body, LENGTH(body) AS body_length, 12.50 AS dec_text,
       SUM(n) AS total, DATE(seen_at) AS seen_on, COUNT(*) AS how_many
  FROM probe WHERE id = :probe GROUP BY id;

-- probe_by_name(shard int, name text) :id on shard
SELECT id FROM probe WHERE name = :name;

-- probes(shard int, few ids, least int, newest bool) :rows on shard
SELECT id, name FROM probe
 WHERE id IN (:few)
       /*[if least]*/ AND n >= :least /*[end]*/
 ORDER BY /*[if newest]*/ id DESC /*[else]*/ id /*[end]*/;

-- probe_raise(probe id, by int) :exec on probe
UPDATE probe SET n = n + :by WHERE id = :probe;

-- probe_lock(probe id) :row on probe
SELECT n FROM probe WHERE id = :probe FOR UPDATE;

-- probe_count(shard int) :row on shard
SELECT COUNT(*) AS n FROM probe;

-- probe_sleep(shard int, seconds real) :row on shard
SELECT SLEEP(:seconds) AS slept;

-- probe_settings(shard int) :row on shard
SELECT CONNECTION_ID() AS connection, @@sql_mode AS sql_mode, @@tx_isolation AS isolation,
       @@time_zone AS time_zone, @@max_statement_time AS patience, @@character_set_client AS letters;

-- probe_kill(shard int, connection int) :exec on shard
KILL CONNECTION :connection;

-- probe_divide(shard int, a int, b int) :call on shard
CALL probe_divide(:a, :b, OUT quotient, OUT remainder);

-- probe_show(shard int, a int) :call on shard
CALL probe_show(:a);

-- probe_fail(probe id) :call on probe
CALL probe_fail(:probe);

-- probe_name_on_listing(name text) :exec on listing
INSERT INTO probe (name) VALUES (:name);
