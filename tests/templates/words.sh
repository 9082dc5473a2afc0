#!/bin/bash
# words.sh: every sentence is there in every language: nothing untranslated, nothing doubtful, nothing left over.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

command -v xgettext >/dev/null || { echo "1..0 # SKIP xgettext is not installed"; exit 0; }
"$top/templates/po/extract" "$top" >"$work/pot" || exit 1
n=0
for po in "$top"/templates/po/*.po; do
	language=$(basename "$po" .po)
	n=$((n + 1))
	if msgcmp "$po" "$work/pot" 2>/dev/null; then
		echo "ok $n - $language is complete"
	else
		echo "not ok $n - $language is complete (make update-po, then translate)"
		msgmerge --quiet --no-wrap "$po" "$work/pot" 2>&1 | tee "$work/merged" | msgattrib --no-wrap --untranslated |
			sed -n '/^msgid ""$/!s/^msgid /# untranslated: /p'
		msgattrib --no-wrap --only-fuzzy "$work/merged" | sed -n '/^msgid ""$/!s/^msgid /# doubtful: /p'
	fi
	n=$((n + 1))
	if msgfmt --check-format --check-domain -o /dev/null "$po" 2>"$work/why"; then
		echo "ok $n - $language has the places for values that English has"
	else
		echo "not ok $n - $language has the places for values that English has"
		sed 's/^/# /' "$work/why"
	fi
done
echo "1..$n"
