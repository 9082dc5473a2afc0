-- quota.sql: how many there are of something.

-- quota_lock(quota id) :row                                     on quota
-- For a change; its slots are locked after it.
SELECT capacity, slots FROM quota WHERE id = :quota FOR UPDATE;

-- quota_slots_lock(quota id) :rows                              on quota
SELECT slot, cap, held + sold AS taken FROM stock_slot WHERE quota_id = :quota ORDER BY slot FOR UPDATE;

-- stock_slot_cap(quota id, slot int, cap int) :exec             on quota
UPDATE stock_slot SET cap = :cap WHERE quota_id = :quota AND slot = :slot;

-- quota_capacity(quota id, capacity int) :exec                  on quota
UPDATE quota SET capacity = :capacity WHERE id = :quota;
