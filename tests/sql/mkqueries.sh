#!/bin/sh
# mkqueries.sh: what sql/mkqueries makes of statements, and what it says of mistakes, in every awk there is.
# Prints TAP.
set -eu

src=${MARQUEE_SRCDIR:-.}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
n=0 failed=0

verdict() {
	n=$((n + 1))
	if [ "$1" = 0 ]; then echo "ok $n - $2"; else failed=1; echo "not ok $n - $2"; sed 's/^/# /' "$dir/err"; fi
}

run() { "$awk" -v out="$dir/out" -v prefix=sql/ -f "$src/sql/mkqueries" "$dir/noun.sql" 2>"$dir/err"; }

# refuse what sentence: the statements on standard input are refused with that.
refuse() {
	cat >"$dir/noun.sql"
	if run; then echo "it was taken" >>"$dir/err"; verdict 1 "$awk: $1"; return; fi
	if grep -qF "noun.sql:$2" "$dir/err"; then verdict 0 "$awk: $1"; else verdict 1 "$awk: $1"; fi
}

# make what pattern file: standard input is taken, and there is such a line.
make() {
	cat >"$dir/noun.sql"
	if run && grep -qF -- "$2" "$dir/out/$3"; then verdict 0 "$awk: $1"; else
		cat "$dir/out/$3" >>"$dir/err"
		verdict 1 "$awk: $1"
	fi
}

awks=
for awk in mawk gawk original-awk; do
	if command -v $awk >/dev/null; then awks="$awks $awk"; fi
done
[ -n "$awks" ] || awks=awk

tests() {
	mkdir -p "$dir/out"
	make "a row by the shard of an id" 'return db_row(db, db_place(event), Q_A, event);' noun.c <<-'END'
		-- a(event id) :row   on event
		SELECT x FROM event WHERE id = :event;
	END
	make "its prototype" 'struct row *q_a(struct db *db, int64_t event, const char *t, struct bytes b, double d, bool f);' noun.h <<-'END'
		-- a(event id, t text, b bytes, d real,
		--   f bool) :row   on event   -- that shard
		-- A sentence.
		SELECT x FROM event WHERE id = :event AND t = :t AND b = :b AND d = :d AND f = :f;
	END
	make "a parameter twice, a colon and a mark in quotes" "\"is\", \"aba\"," statements.c <<-'END'
		-- a(shard int, t text) :rows   on shard
		SELECT ':t?' FROM event WHERE a = :shard AND b = :t AND c = :shard;
	END
	make "what reads" '  0, 0 },' statements.c <<-'END'
		-- a() :rows   on listing
		(SELECT x FROM listing) UNION (SELECT y FROM listing);
	END
	make "what locks writes" '  0 | ST_WRITES, 0 },' statements.c <<-'END'
		-- a() :row   on listing
		SELECT x FROM listing WHERE id = 1 FOR UPDATE;
	END
	make "words behind the place" '  0 | ST_CLAIMS | ST_KEYED | ST_WRITES, 0 },' statements.c <<-'END'
		-- a(email text) :exec   on directory claims keyed
		INSERT INTO email_claim (email) VALUES (:email);
	END
	make "a procedure" '"CALL p(?, ?)",' statements.c <<-'END'
		-- a(event id) :call   on event
		CALL p(:event, OUT x);
	END
	make "both ways of a block" '"SELECT x FROM listing WHERE a = 1 AND c = ? ORDER BY 1",' statements.c <<-'END'
		-- a(c int) :rows   on listing
		SELECT x FROM listing WHERE /*[if c]*/ a = 1 AND c = :c /*[else]*/ a = 2 /*[end]*/ ORDER BY 1;
	END
	make "and the other" '"SELECT x FROM listing WHERE a = 2 ORDER BY 1",' statements.c <<-'END'
		-- a(c int) :rows   on listing
		SELECT x FROM listing WHERE /*[if c]*/ a = 1 AND c = :c /*[else]*/ a = 2 /*[end]*/ ORDER BY 1;
	END
	make "comments and blanks, but not in quotes" "\"SELECT 'a  -- b' FROM listing WHERE c = ?\"," statements.c <<-'END'
		-- a(c int) :rows   on listing
		SELECT 'a  -- b'  -- what it is
		  -- more of it
		  FROM listing	-- where
		 WHERE c = :c;
	END
	make "the longest list" 'N_STATEMENTS = 5' statements.h <<-'END'
		-- a(few ids) :rows   on listing
		SELECT x FROM listing WHERE id IN (:few);
	END
	refuse "an unknown kind" '1: unknown kind :many' <<-'END'
		-- a() :many   on listing
		SELECT 1;
	END
	refuse "an unknown type" "1: parameter 'x string'" <<-'END'
		-- a(x string) :rows   on listing
		SELECT 1;
	END
	refuse "a place that is none" "1: 'on event': no such place" <<-'END'
		-- a(event text) :rows   on event
		SELECT 1;
	END
	refuse "a parameter that is none" '2: no parameter :y' <<-'END'
		-- a(x int) :rows   on listing
		SELECT x FROM t WHERE x = :x AND y = :y;
	END
	refuse "a parameter nobody uses" '2: parameter x is never used' <<-'END'
		-- a(x int) :rows   on listing
		SELECT y FROM t;
	END
	refuse "one name twice" '3: statement a is already in' <<-'END'
		-- a() :rows   on listing
		SELECT y FROM t;
		-- a() :rows   on listing
		SELECT y FROM t;
	END
	refuse "a star" '2: name the columns' <<-'END'
		-- a() :rows   on listing
		SELECT * FROM t;
	END
	refuse "SQL that nobody named" '1: SQL without a header' <<-'END'
		SELECT y FROM t;
	END
	refuse "a block without its end" '2: block without [end]' <<-'END'
		-- a(x int) :rows   on listing
		SELECT y FROM t WHERE 1 /*[if x]*/ AND x = :x;
	END
	refuse "a question mark of one's own" '2: write :name, not ?' <<-'END'
		-- a() :rows   on listing
		SELECT y FROM t WHERE x = ?;
	END
	refuse "a header that never says where" '2: header without' <<-'END'
		-- a(x int)
		SELECT y FROM t;
	END
	refuse "another comment" '2: a comment begins with --' <<-'END'
		-- a() :rows   on listing
		SELECT y # FROM t;
	END
	refuse "a quote without end" '2: a quote that does not end' <<-'END'
		-- a() :rows   on listing
		SELECT 'y FROM t;
	END
	refuse "an end that is missing" '3: statement a has no end' <<-'END'
		-- a() :rows   on listing
		SELECT y
		  FROM t
	END
	refuse "a read whose answer is thrown away" '2: :exec throws away' <<-'END'
		-- a() :exec   on listing
		SELECT y FROM t;
	END
}

for awk in $awks; do tests; done
echo 1..$n
exit $failed
