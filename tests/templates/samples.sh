#!/bin/bash
# samples.sh: every template, filled with the sample names of samples.list, makes a whole page in each
# language.  Run in the build directory.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd)
samples=$top/tests/templates
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

n=0
# say problem what: one TAP line
say() {
	n=$((n + 1))
	if [ -z "$1" ]; then echo "ok $n - $2"; else printf 'not ok %d - %s\n# %s\n' "$n" "$2" "$1"; fi
}

# problem file: what is wrong with a page, or nothing
problem() {
	local ids
	[ "$(grep -c '<h1' "$1")" = 1 ] || { echo "not one <h1>"; return; }
	[ "$(grep . "$1" | tail -n 1)" = "</html>" ] || { echo "does not end with </html>"; return; }
	ids=$(grep -oE ' id="[^"]*"' "$1" | sort | uniq -d)
	[ -z "$ids" ] || { echo "twice:" $ids; return; }
	grep -qE '<title>.+ \| Marquee</title>' "$1" || { echo "no title"; return; }
	! grep -qE '(href|src|action)=""' "$1" || echo "an empty address"
}

# text_problem file: the same for the plain text of a mail
text_problem() {
	! grep -qE '<(p|div|a|br|table|html)[ >]|&amp;|&#' "$1" || { echo "markup in plain text"; return; }
	grep -q '<small>' "$1" || echo "what people typed is not as they typed it"
}

while read -r sample template names; do
	check=problem
	if [[ $template == *_text ]]; then check=text_problem; fi
	files=("$samples/site.hdf")
	for name in $names; do files+=("$samples/$name.hdf"); done
	for language in en de; do
		prefix=page.prefix=
		if [ "$language" != en ]; then prefix=page.prefix=/$language; fi
		if templates/mkpage "$top/templates" locale "$language" "$template" "${files[@]}" \
		    "page.language=$language" "$prefix" >"$work/page" 2>"$work/why"; then
			say "$($check "$work/page")" "$sample in $language"
		else
			say "$(head -n 1 "$work/why")" "$sample in $language"
		fi
	done
done < <(grep -v '^#' "$samples/samples.list")

# No template goes without a sample.
forgotten=$(cd "$top/templates" && find . -name '*.cs' ! -path './lib/*' | sed 's|^\./||; s|\.cs$||' |
	while read -r t; do awk -v t="$t" '$2 == t { found = 1 } END { exit !found }' "$samples/samples.list" || echo "$t"; done)
say "${forgotten//$'\n'/ }" "every template has a sample"
echo "1..$n"
