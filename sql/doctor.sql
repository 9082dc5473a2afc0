-- doctor.sql: for `marquee doctor` alone: questions about the installation, not about what is in it.

-- directory_rights() :rows                                      on directory
-- What the user who asks may do.
SHOW GRANTS;

-- listing_rights() :rows                                        on listing
SHOW GRANTS;

-- shard_rights(shard int) :rows                                 on shard
SHOW GRANTS;

-- shard_clock(shard int) :id                                    on shard
-- What time the database thinks it is; holds and leases run by it.
SELECT UNIX_TIMESTAMP();

-- listing_clock() :id                                           on listing
SELECT UNIX_TIMESTAMP();

-- listing_count() :id                                           on listing
SELECT COUNT(*) FROM listing;
