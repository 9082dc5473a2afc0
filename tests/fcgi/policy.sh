#!/bin/bash
# policy.sh: a row of a routes.def without its policy does not compile (ASSURANCE Z01).
set -u
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# compiles row: true if a program with that one row does.
compiles() {
	printf '%s\n' "$1" >"$work/routes.def"
	cat >"$work/program.c" <<-'END'
		#define ROUTES "routes.def"
		#include "fcgi/route_names.h"
		#define ROUTES "routes.def"
		#include "fcgi/route_table.h"
		const struct route *table(void);
		const struct route *table(void) { return routes; }
	END
	${CC:-cc} -std=gnu11 -Wall -Werror -I. -I"$work" -fsyntax-only "$work/program.c" 2>/dev/null
}

n=0
# says whether row: one TAP line.
says() {
	n=$((n + 1))
	if compiles "$2"; then got=yes; else got=no; fi
	if [ "$got" = "$1" ]; then echo "ok $n - $1: $2"; else echo "not ok $n - $1: $2"; fi
}

says yes 'GET("/a", a_show, ANYONE)'
says no  'GET("/a", a_show)'
says no  'GET("/a", a_show, )'
says no  'GET("/a", a_show, NULL)'
says yes 'FIND("/a", a_show, a_form, SIGNED_IN)'
says no  'FIND("/a", a_show, a_form)'
says yes 'POST("/a", a_post, a_form, can_do_a)'
says no  'POST("/a", a_post, a_form)'
says no  'POST("/a", a_post, ANYONE)'
says yes 'HOOK("/a", a_hook, a_verify)'
says no  'HOOK("/a", a_hook)'
says yes 'RETURN("/a", a_return, ANYONE)'
says no  'RETURN("/a", a_return)'
echo "1..$n"
