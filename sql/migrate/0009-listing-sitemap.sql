-- What the sitemap asks, from indexes alone: the rows themselves are wide.

ALTER TABLE listing
  ADD KEY IF NOT EXISTS changed (updated_at, starts_at),
  ADD KEY IF NOT EXISTS handle (organizer_handle, updated_at);
