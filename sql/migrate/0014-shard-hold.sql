-- A claim that finds nothing asks whether a hold of this quota has run out: one step into an index, however
-- many are held. Nobody asks by slot.

ALTER TABLE hold
  DROP KEY IF EXISTS stock,
  ADD KEY IF NOT EXISTS run_out (quota_id, expires_at);
