#!/bin/bash
# dev.sh: ./dev up and down, whatever happens in between.  Prints TAP.
#
# Works in worlds of its own, with what is built in $MARQUEE_BUILD (build/).
set -uo pipefail

cd "$(dirname "$0")/../.." || exit 1
export DEV_BUILD=${MARQUEE_BUILD:-$PWD/build}
export DEV_SAMPLE=no	# worlds come up sooner without sample events, and nothing here looks at them
unset MARQUEE_CONF
work=$(mktemp -d /tmp/marquee-dev.XXXXXX)
chmod 755 "$work"
one=$work/one two=$work/two
first=$((10000 + RANDOM % 2000 * 4))	# below those that the system hands out
n=0 failed=0

world() { DEV_DIR=$1 DEV_PORT=$2; export DEV_DIR DEV_PORT; shift 2; ./dev "$@" >"$work/out" 2>&1; }
result() {
	n=$((n + 1))
	if [ "$1" = 0 ]; then
		printf 'ok %d - %s\n' $n "$2"
	else
		failed=1
		printf 'not ok %d - %s\n' $n "$2"
		tail -n 5 "$work/out" | sed 's/^/#   /'
	fi
}

# What runs in a world, as "name pid" lines.
running() {
	local file pid rest
	for file in "$1"/pids/*; do
		[ -f "$file" ] || continue
		read -r pid rest <"$file"
		if [ -d "/proc/$pid" ] && [ "$(cut -d' ' -f3 <"/proc/$pid/stat")" != Z ]; then
			printf '%s %s\n' "${file##*/}" "$pid"
		fi
	done
}

# Nothing at all mentions a world any more: no process, no socket folder.
gone() {
	local file words
	for file in /proc/[0-9]*/cmdline; do
		words=$(tr '\0' ' ' 2>/dev/null <"$file") || continue
		case $words in *"$1"*) printf '%s: %s\n' "$file" "$words" >>"$work/out"; return 1 ;; esac
	done 2>/dev/null
	[ ! -e "$1/run" ]
}

answers() { curl -s -o /dev/null --max-time 5 --cacert "$1/tls/ca.pem" "https://localhost:$(($2 + 1))/favicon.ico"; }

trap 'world "$one" $first down; world "$two" $((first + 4)) down; rm -rf "$work"' EXIT

world "$one" $first up && answers "$one" $first
result $? "up makes a world that answers"

before=$(running "$one")
world "$one" $first up && [ "$before" = "$(running "$one")" ]
result $? "up again leaves everything as it runs"

! world "$two" $first up && grep -q "^dev: port $first is taken" "$work/out" && [ "$(wc -l <"$work/out")" = 1 ]
result $? "a taken port is one sentence"

world "$two" $((first + 4)) up && answers "$two" $((first + 4)) && world "$two" $((first + 4)) down &&
	gone "$two" && [ "$before" = "$(running "$one")" ]
result $? "two worlds run side by side, and one goes alone"

# Those that are recovered in ways of their own; the rest are like one of them.
some="db0 nginx search public"
if [ -n "${MARQUEE_LONG:-}" ]; then some=$(cut -d' ' -f1 <<<"$before"); fi
for name in $some; do
	kill -KILL "$(running "$one" | awk -v name="$name" '$1 == name { print $2 }')"
	sleep 0.1
	world "$one" $first up && answers "$one" $first &&
		[ "$(running "$one" | cut -d' ' -f1)" = "$(cut -d' ' -f1 <<<"$before")" ]
	result $? "up after $name was killed"
done

# shellcheck disable=SC2046
kill -KILL $(running "$one" | cut -d' ' -f2)
sleep 0.1
world "$one" $first up && answers "$one" $first
result $? "up after everything was killed"

rm -rf "$(readlink "$one/run")"
world "$one" $first up && answers "$one" $first
result $? "up after the sockets were swept away"

# A number that belongs to somebody else by now.
read -r own _ <"$one/pids/mail"
sleep 300 &
bystander=$!
sed -i "s/^[0-9]*/$bystander/" "$one/pids/mail"
world "$one" $first down
kill -0 $bystander 2>/dev/null
result $? "down stops nobody else"
kill $bystander "$own"	# which it could not know any more
sleep 0.3
gone "$one"
result $? "down leaves nothing"

# Killed in the middle, at moments that a first and a second start pass through.
rm -rf "$one"
ok=0
for pause in 0.4 0.8 1.2 1.6 2.2; do
	DEV_DIR=$one DEV_PORT=$first ./dev up >"$work/out" 2>&1 &
	sleep $pause
	kill -KILL $! 2>/dev/null
	wait $! 2>/dev/null
done
world "$one" $first up && answers "$one" $first || ok=1
result $ok "up after it was itself killed, five times"
world "$one" $first down && gone "$one"
result $? "and down after that leaves nothing"

printf '1..%d\n' $n
exit $failed
