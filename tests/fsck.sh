#!/bin/sh
# fsck.sh: after everything the tests have done to a world, what must always be true is true.  Prints TAP.
# lane: every
if [ -z "${MARQUEE_WORLD:-}" ]; then
	echo "1..0 # SKIP no world: run ./dev check"
	exit 77
fi
echo 1..1
if told=$(MARQUEE_CONF=$MARQUEE_WORLD/marquee.conf "$MARQUEE_WORLD/app/bin/marquee" fsck 2>&1); then
	echo "ok 1 - marquee fsck finds nothing"
else
	echo "not ok 1 - marquee fsck finds nothing"
	echo "$told" | sed 's/^/# /'
fi
