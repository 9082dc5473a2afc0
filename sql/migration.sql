-- migration.sql: what has been done to the tables of each place.  The table is made by handlers/cli/migrate.c.

-- directory_version() :id      on directory
-- The highest migration that is done; 0 means none, or that one is under way.
SELECT IF(SUM(done_at IS NULL) > 0, 0, MAX(number)) FROM migration;

-- listing_version() :id        on listing
SELECT IF(SUM(done_at IS NULL) > 0, 0, MAX(number)) FROM migration;

-- shard_version(shard int) :id on shard
SELECT IF(SUM(done_at IS NULL) > 0, 0, MAX(number)) FROM migration;

-- hub_version() :id            on hub
SELECT IF(SUM(done_at IS NULL) > 0, 0, MAX(number)) FROM migration;
