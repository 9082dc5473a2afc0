#!/bin/bash
# lint.sh: templates keep to what is safe in ClearSilver (0.10.5 prints raw where one would not think it).
set -u
cd "$(dirname "$0")/../.."

n=0

# none what pattern [files]: no template matches the pattern.
none() {
	local what=$1 pattern=$2 found
	shift 2
	n=$((n + 1))
	found=$(grep -rnE --include='*.cs' "$pattern" "${@:-templates}" | head -20)
	if [ -z "$found" ]; then
		echo "ok $n - $what"
	else
		echo "not ok $n - $what"
		while read -r line; do echo "# $line"; done <<<"$found"
	fi
}

none "no alt:, which prints raw" '(<\?cs|^)[[:space:]]*alt:'
none "no lvar: or evar:, which run what they print" '(<\?cs|^)[[:space:]]*[le]var:'
none "no linclude:, which parses while rendering" '(<\?cs|^)[[:space:]]*linclude'
none "no escape:, which is forgotten inside if, each and with" '(<\?cs|^)[[:space:]]*escape:'
none "no name:, which is not escaped" '(<\?cs|^)[[:space:]]*name:'
none "no include without the bang" '(<\?cs|^)[[:space:]]*include:'
none "uvar: only of names that end in _html" '(<\?cs|^)[[:space:]]*uvar:([^ ?]*[^l? ]|[^ ?]*[^m]l|[^ ?]*[^t]ml|[^ ?]*[^h]tml|[^ ?]*[^_]html)[[:space:]]*\?>'
none "no empty _(), which prints the catalogue's head" '_\(""\)'
none "no style, no handlers: the content policy forbids them" '[[:space:]](style|on[a-z]+)="' \
    $(find templates -name '*.cs' ! -path 'templates/mail/*')
none "no script but files and structured data" '<script( type="[^"]*")?>' \
    $(find templates -name '*.cs' ! -path templates/lib/layout.cs)
none "no <form outside lib/form.cs" '<form[ >]' $(find templates -name '*.cs' ! -path templates/lib/form.cs)
none "no sentence outside _()" '>[A-Z][a-z]+ [a-z]+[^<]*<'

# The kinds of events are named twice, where C and where templates find them: the same way.
n=$((n + 1))
kinds=$(diff <(sed -nE 's/^CATEGORY\( *[0-9]+,\s*("[a-z]+"),\s*N_\((".*")\), ".*"\)$/\1 \2/p' core/domain/category.def) \
    <(sed -nE '/^def:category_word/,/\/def/s/^(el)?if:slug == ("[a-z]+") \?><\?cs var:_\((".*")\).*/\2 \3/p' templates/lib/parts.cs))
if [ -z "$kinds" ]; then echo "ok $n - category_word() says what core/domain/category.def says"
else
	echo "not ok $n - category_word() says what core/domain/category.def says"
	while read -r line; do echo "# $line"; done <<<"$kinds"
fi

# Each template says in its head who fills it.
n=$((n + 1))
silent=$(for t in $(find templates -name '*.cs' ! -path 'templates/lib/*' | LC_ALL=C sort); do
	head -12 "$t" | grep -qE '(handlers|fcgi|core/flows)/[a-z_/]+\.c' || echo "$t"
done)
if [ -z "$silent" ]; then echo "ok $n - each template names the file that fills it"
else
	echo "not ok $n - each template names the file that fills it"
	for t in $silent; do echo "# $t"; done
fi
echo "1..$n"
