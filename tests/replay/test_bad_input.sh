#!/usr/bin/env bash
# Wrong words, an environment that is broken, signals. Hostile peers: see test_hostile_peer.sh.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=bench.sh
. "$here/bench.sh"
demo=$captures/demo.pcapng

run "$program"
want "no command is bad usage" is_code 2
run "$program" dance
want "an unknown command is bad usage" is_code 2
run "$program" serve --port 70000
want "so is a port that is none" is_code 2
run "$program" check "$work/none.pcapng"
want "so is a capture that is not there" is_code 2
run "$program" check "$here/bench.sh"
want "or none at all" is_code 2
run "$program" check "$demo" -e 'gt06.nothing == 1 :: 1'
want "or a filter that is none" is_code 2
run "$program" check "$demo" -e 'gt06'
want "or an expectation without a count" is_code 2

# Numbers that are none, or out of their range: a sentence that has them in it, and nothing is begun.
# shellcheck disable=SC2317 # called by want
is_one_line() { (($(wc -l <"$work/out") == 1)); }
refused() { # OPTION VALUE [WORDS]
    # shellcheck disable=SC2086 # no word where there is no peer
    run timeout 20 "$program" "$command" "$demo" $peer "$1" "$2" --quiet --no-live --no-judge
    want "$command $1 $2: bad usage" eval 'is_code 2 && is_one_line'
    want "$command $1 $2: is named" says "${3-$2}"
}
run "$program" serve --port 0 --for 1 --command "$(printf '%0231d' 0)"
want "a command that fits into no message is bad usage" is_code 2
for peer in localhost: localhost:80x localhost:0 localhost:65536 localhost:-1 '[::1]:'; do
    run "$program" send "$demo" "$peer" --quiet --no-judge --for 2
    want "$peer is bad usage" eval 'is_code 2 && says "no port from 1 to 65535"'
done
command=send peer=127.0.0.1:1
for fault in split= split=-1 split=0 split=x split=3x split=99999999999999999999 bytes=0 flip=1001 \
    coalesce=0 duplicate=-2 length=256 wrong-serial=65536 foreign=3; do
    refused --fault "$fault" "${fault%=*} takes a number from [0-9]* to [0-9]*, not \"${fault#*=}\""
done
refused --fault drop=3 'drop takes no value'
for word in seed=x seed=-1 number=100 number=xy every=0 every=-1 from=0 gap=0 gap=1e3 p=x p=nan p=-0.1 \
    p=1.5 p=; do
    refused --fault "drop,$word" "not \"${word#*=}\""
done
for word in "--timeout nan" "--timeout 0" "--timeout -1" "--max-gap inf" "--ramp nan" "--ramp -1" \
    "--loop 0" "--retries -1" "--relogins -1" "--devices -1" "--for nan" "--for -1" "--for 1e300" \
    "--speed xnan" "--speed x0" "--speed x1e300"; do
    refused "${word% *}" "${word#* }" "${word% *}"
done
command=serve peer=
for word in "--idle nan" "--idle -1" "--most 0" "--most -1" "--port -1" "--for inf"; do
    refused "${word% *}" "${word#* }" "${word% *}"
done
run "$program" check "$demo" --port 70000
want "check: a port that is none is bad usage" is_code 2
run "$program" --extcap-interface gt06-replay --capture --fifo "$work/pipe" --file "$demo" --speed nan
want "a speed from Wireshark that is none, too" is_code 2

run env GT06_TSHARK=/nonexistent "$program" check "$demo"
want "without tshark the environment is broken" is_code 3
mkdir -p "$work/empty"
run env WIRESHARK_PLUGIN_DIR="$work/empty" "$program" check "$demo"
want "without the plugin, too" is_code 3
want "and it says how to mend it" says "WIRESHARK_PLUGIN_DIR"

# One that the user has installed for himself, and another program than the one that was built.
plugins=$work/home/.local/lib/wireshark/plugins
chmod 755 "$work"
mkdir -p "$plugins" "$work/bin"
cp -L "$program" "$work/bin"
cp -rL "${WIRESHARK_PLUGIN_DIR:?}"/. "$plugins"
run env -u WIRESHARK_PLUGIN_DIR HOME="$work/home" "$work/bin/gt06-replay" check "$demo" --fail-on error
want "the plugin in one's own folder is found" is_code 0

serve --no-live --quiet --no-judge --idle 1
taken=$port
run "$program" serve --port "$taken" --no-live --no-judge
want "a port that is taken is told" says "cannot be listened on"
want "and is no success" eval '((code == 2 || code == 3))'

stop
want "the server ends well" is_code 0

for command in "loop CAPTURE" "send CAPTURE 127.0.0.1:1" "serve CAPTURE" "mask CAPTURE -o $work/none"; do
    # shellcheck disable=SC2086 # words
    run "$program" ${command/CAPTURE/"$here/bench.sh"}
    want "$command: what is no capture is bad input" is_code 2
done

# A tshark that dies as soon as it shall read something.
cat >"$work/tshark" <<'END'
#!/bin/sh
case $1 in
-G) exec tshark "$@" ;;
*) kill -9 $$ ;;
esac
END
chmod 755 "$work" "$work/tshark"
run env GT06_TSHARK="$work/tshark" "$program" check "$demo"
want "a tshark that dies is a broken environment" is_code 3
want "it says so" says "ended by signal 9"

# Signals: exit code, children, temporary files.
mkdir -m 755 "$work/tmp"
for signal in INT TERM; do
    rm -f "$work/port"
    TMPDIR=$work/tmp serve --write "$work/signal.pcapng"
    sleep 0.5
    child=$(pgrep -P "$server" tshark || true)
    run "$program" send "$demo" "127.0.0.1:$port" --speed max --quiet --no-judge
    stop "$signal"
    want "serve ends well on SIG$signal" is_code 0
    want "and judges what it has seen" server_says "23 from terminals"
    want "no tshark is left" eval "[[ -n \$child ]] && ! kill -0 $child 2>/dev/null"
    want "no temporary file is left" test -z "$(ls "$work/tmp")"
done
serve --no-live --quiet --no-judge
"$program" send "$demo" "127.0.0.1:$port" --speed original --quiet --no-live \
    --write "$work/stopped.pcapng" >"$work/out" 2>&1 &
client=$!
for _ in {1..200}; do # it heeds signals from the recording's beginning on
    [[ ! -s $work/stopped.pcapng ]] || break
    sleep 0.1
done
sleep 1
kill -INT "$client"
code=0
wait "$client" || code=$?
want "send judges what it has sent on SIGINT" says "Verdict: well"
stop

# Interrupted before there is a verdict: no tshark and no temporary file is left.
cat >"$work/slow" <<'END'
#!/bin/sh
case $1 in
-G) exec tshark "$@" ;;
*) echo $$ >pid; exec sleep 60 ;;
esac
END
chmod 755 "$work/slow"
for signal in INT TERM HUP; do
    TMPDIR=$work/tmp GT06_TSHARK=$work/slow "$program" check "$demo" >"$work/out" 2>&1 &
    client=$!
    for _ in {1..600}; do
        sleeper=$(cat "$work"/tmp/*/pid 2>/dev/null || true)
        [[ -z $sleeper ]] || break
        sleep 0.1
    done
    kill "-$signal" "$client"
    code=0
    wait "$client" || code=$?
    want "check is interrupted by SIG$signal" is_code 2
    want "no tshark is left" eval "[[ -n '$sleeper' ]] && ! kill -0 $sleeper 2>/dev/null"
    want "no temporary file is left" test -z "$(ls "$work/tmp")"
done

# A full disk: what was recorded so far stays readable.
if [[ -w /dev/full ]]; then
    serve --no-live --quiet --write /dev/full
    run "$program" send "$demo" "127.0.0.1:$port" --speed max --quiet --no-judge
    want "a full disk does not stop the trackers" is_code 0
    stop
    want "but is told in the end" server_says "recording"
fi

# A small disk that becomes full: needs root.
mkdir "$work/small"
if mount -t tmpfs -o size=64k tmpfs "$work/small" 2>/dev/null; then
    trap 'umount -l "$work/small"; [[ -z $server ]] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
    serve --no-live --quiet --no-judge --write "$work/small/kept.pcapng"
    run "$program" send "$demo" "127.0.0.1:$port" --speed max --quiet --no-judge --loop 30
    want "a disk that becomes full does not stop the trackers" is_code 0
    stop
    want "the recording is not whole, and that is told" is_code 3
    want "with the reason" server_says "kept.pcapng ends here: .*pace"
    run "$program" check "$work/small/kept.pcapng" --port "$port" --fail-on none -e 'gt06 :: > 100'
    want "what was recorded stays readable" is_code 0
else
    echo "skipped: a small disk that becomes full; only root can make one."
fi

# tshark dies in mid-run.
serve --write "$work/kept.pcapng"
sleep 0.5
kill -KILL "$(pgrep -P "$server" tshark)"
run "$program" send "$demo" "127.0.0.1:$port" --speed max --quiet --no-judge
stop
want "the verdict does not need the live tshark" is_code 0
want "its end is told" server_says "no live lines any more\|live view ends"
exit "$failed"
