-- A lease has a time only while there is one, so that is all its index needs; with `state` before it
-- it was also taken for tidying, and everything was sorted.

ALTER TABLE job
  DROP KEY IF EXISTS lease,
  ADD KEY IF NOT EXISTS leased (lease_until);
