#!/bin/sh
# mkmigrations.sh: what sql/mkmigrations makes of migrations and procedures, and what it refuses.  Prints TAP.
set -eu

src=${MARQUEE_SRCDIR:-.}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir -p "$dir/migrate" "$dir/procedures" "$dir/out"
n=0 failed=0

verdict() {
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else failed=1; echo "not ok $n - $2"; sed 's/^/# /' "$dir/err"; fi
}

# run file...: as the build does.
run() { (cd "$dir" && "${AWK:-awk}" -v out=out -f "$abs/sql/mkmigrations" "$@") 2>"$dir/err"; }
abs=$(cd "$src" && pwd -P)

# has what pattern file: there is such a line in what was made.
has() { if grep -qF -- "$2" "$dir/out/$3"; then verdict 0 "$1"; else cat "$dir/out/$3" >"$dir/err"; verdict 1 "$1"; fi; }

# refuse what sentence file...
refuse() {
	what=$1 sentence=$2
	shift 2
	if run "$@"; then echo "it was taken" >"$dir/err"; verdict 1 "$what"; return; fi
	if grep -qF "$sentence" "$dir/err"; then verdict 0 "$what"; else verdict 1 "$what"; fi
}

cat >"$dir/migrate/0001-shard-first.sql" <<'END'
-- What it is for.

CREATE TABLE IF NOT EXISTS a (
  id INT NOT NULL COMMENT 'a; b "c" \\ d'
);
INSERT IGNORE INTO a VALUES (1);
END
cp "$dir/migrate/0001-shard-first.sql" "$dir/migrate/0003-listing-second.sql"
cat >"$dir/procedures/stock.sql" <<'END'
-- stock.sql: an example.
-- on shard

-- Takes one.
CREATE OR REPLACE PROCEDURE stock_take(IN n INT, OUT done INT)
BEGIN
  -- inside
  IF n > 0 THEN SET done = 1; END IF;
END;

CREATE OR REPLACE PROCEDURE stock_give(IN n INT)
BEGIN
  SELECT n;
END;
END

run migrate/0001-shard-first.sql migrate/0003-listing-second.sql procedures/stock.sql && verdict 0 "migrations and procedures" ||
	verdict 1 "migrations and procedures"
has "the newest of a place" 'SCHEMA_LISTING		3' migrations.h
has "a place without any" 'SCHEMA_DIRECTORY	0' migrations.h
has "text is kept as it is" "COMMENT 'a; b \\\"c\\\" \\\\\\\\ d'" migrations.c
has "two procedures" 'n_procedures = 2' migrations.c
has "with their place and name" '{ "shard", "stock_take",' migrations.c
if printf '#include "migrations.c"\n' | sed 's|sql/||' >"$dir/out/try.c" &&
	sed -i 's|sql/migrations.h|migrations.h|' "$dir/out/migrations.c" &&
	${CC:-cc} -Wall -Werror -fsyntax-only "$dir/out/try.c" 2>"$dir/err"; then verdict 0 "it is C"; else verdict 1 "it is C"; fi

refuse "a number twice" "no number twice" migrate/0001-shard-first.sql migrate/0001-shard-first.sql
refuse "numbers out of order" "the order of their numbers" migrate/0003-listing-second.sql migrate/0001-shard-first.sql
cp "$dir/migrate/0001-shard-first.sql" "$dir/migrate/0004-hub-third.sql"
refuse "a place that is none" "a migration is called" migrate/0004-hub-third.sql
printf 'CREATE TABLE b (\n' >"$dir/migrate/0005-shard-open.sql"
refuse "a statement without its end" "in the middle of a statement" migrate/0005-shard-open.sql
sed -i '/^-- on/d' "$dir/procedures/stock.sql"
refuse "procedures of nowhere" "say where" migrate/0001-shard-first.sql procedures/stock.sql

echo "1..$n"
exit $failed
