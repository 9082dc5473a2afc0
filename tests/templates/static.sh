#!/bin/bash
# static.sh: what nginx serves: others' files as they were, icons that exist, pages that are light.  Run in
# the build directory.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)

n=0
# say problem what: one TAP line
say() {
	n=$((n + 1))
	if [ -z "$1" ]; then echo "ok $n - $2"; else printf 'not ok %d - %s\n' "$n" "$2"; sed 's/^/# /' <<<"$1"; fi
}

say "$(cd "$top/static/vendor" && sha256sum --quiet --check SHA256SUMS 2>&1)" "others' files are as they were"
say "$(cd "$top/static/vendor" && find . -mindepth 2 -type f | sed 's|^\./||' | sort |
	comm -23 - <(awk '{ print $2 }' SHA256SUMS | sort))" "each of them has its checksum"

symbols=$(grep -oE '<symbol id="[^"]*"' www/static/img/icons.svg | cut -d'"' -f2 | sort)
used=$(grep -rhoE --include='*.cs' 'call:icon\("[^"]*"' "$top/templates" | cut -d'"' -f2 | sort -u)
quoted=$(grep -rhoE --include='*.cs' '"[a-z-]+"' "$top/templates" | tr -d '"' | sort -u)
say "$(comm -13 <(echo "$symbols") <(echo "$used"))" "every icon a template asks for is in the sprite"
say "$(grep -v '^#' "$top/static/img/icons.def" | awk '{ print $1 }' | grep -v '^category-' | sort |
	comm -23 - <(echo "$quoted"))" "no icon is sent that nobody asks for"

slugs=$(grep -oE '^CATEGORY\([^"]*"[a-z]+"' "$top/core/domain/category.def" | cut -d'"' -f2)
say "$(for s in $slugs; do
	grep -q "slug == \"$s\"" "$top/templates/lib/parts.cs" || echo "no word for $s in templates/lib/parts.cs"
	grep -qx "category-$s" <<<"$symbols" || echo "no icon for $s in static/img/icons.def"
done)" "every category has its word and its icon"

# The first visit to an event's page, without cover and font: 60 KiB, of which the page itself may have 20.
sent=$(cat www/static/css/marquee.css.gz www/static/img/icons.svg.gz www/static/js/marquee.js.gz | wc -c)
say "$([ "$sent" -le $((40 * 1024)) ] || echo "$sent bytes")" "style, sprite and script are 40 KiB at most ($sent bytes)"
say "$(grep -nE '@import|url\((.?https?:|.?//)' www/static/css/marquee.css | cut -c1-200)" "the style sheet asks nobody else for anything"
say "$(grep -nE '(margin|padding|border)-(left|right)|[^-](left|right):|text-align: (left|right)' "$top"/static/css/*.css)" \
    "our styles speak of start and end, not of left and right"
say "$(for f in "$top"/static/css/*.css; do grep -qxF "$(head -n 1 "$f")" www/static/css/marquee.css || echo "$f"; done)" \
    "every style sheet is in the one that is served"
echo "1..$n"
