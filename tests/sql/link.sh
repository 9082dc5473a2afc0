#!/bin/sh
# link.sh: who calls what in the objects that were built: Connector/C is called by lib/db.c alone,
# and what takes SQL as text by the search dialect and by `marquee migrate` alone.  Prints TAP.
set -eu

n=0 failed=0

# only what pattern allowed: no object but the allowed ones needs a symbol like that.
only() {
	n=$((n + 1))
	others=$( (nm -A --undefined-only libmarquee.a 2>/dev/null | sed 's|^libmarquee.a:||'
		find handlers fcgi core -name '*.o' ! -path 'core/*' ! -path 'fcgi/*' |
		    xargs -r nm -A --undefined-only) |
		grep -E "U ($2)" | sed 's/:.*//' | sort -u | grep -vxE "$3" || true)
	if [ -z "$others" ]; then
		echo "ok $n - $1"
	else
		failed=1
		echo "not ok $n - $1"
		echo "$others" | sed 's/^/# also /'
	fi
}

echo 1..3
only "only lib/db.c calls Connector/C" 'mysql_|mariadb_' 'db\.o'
only "only the search dialect and migrate send text" 'db_link_' 'sphinxql\.o|handlers/cli/(marquee-)?migrate[a-z_]*\.o'

n=$((n + 1))
# Texts of our own without a value in them: START TRANSACTION, COMMIT, ROLLBACK; and the text of db_link_ask().
if [ "$(grep -c 'mysql_real_query(' "${MARQUEE_SRCDIR:-.}/core/lib/db.c")" = 2 ] &&
	! grep -q 'mysql_query(' "${MARQUEE_SRCDIR:-.}/core/lib/db.c"; then
	echo "ok $n - text is sent in two places of it"
else
	failed=1
	echo "not ok $n - text is sent in two places of it"
fi
exit $failed
