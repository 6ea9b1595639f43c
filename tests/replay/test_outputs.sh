#!/usr/bin/env bash
# What is written: never in place of what is read, whole or not at all, and nothing is left behind.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=tests/replay/bench.sh
. "$here/bench.sh"
cd "$work"
login='2026-03-01T08:00:02Z up 78780a134401040001000508450d0a'

# spared NAME FILE COMMAND...: the command is refused, and the file is as it was.
spared() {
    local name=$1 file=$2 before
    shift 2
    before=$(sha256sum <"$file")
    run "$@"
    want "$name: refused" is_code 2
    want "$name: and it is said why" says 'is what is read'
    want "$name: what is read is as it was" test "$(sha256sum <"$file")" = "$before"
}

cp "$captures/demo.pcapng" demo.pcapng
ln demo.pcapng hard.pcapng
ln -s demo.pcapng soft.pcapng
echo "$login" >log
spared "mask onto itself" demo.pcapng "$program" mask demo.pcapng -o demo.pcapng
spared "mask by another name" demo.pcapng "$program" mask demo.pcapng -o hard.pcapng
spared "mask behind a link" demo.pcapng "$program" mask soft.pcapng -o ./demo.pcapng
spared "import onto a log" log "$program" import demo.pcapng log -o log
spared "send" demo.pcapng "$program" send demo.pcapng 127.0.0.1:1 --write hard.pcapng
spared "serve" demo.pcapng "$program" serve demo.pcapng --mode strict --port 0 --for 1 -w demo.pcapng
spared "the port's file" demo.pcapng "$program" serve demo.pcapng --mode strict --port 0 --for 1 \
    --port-file demo.pcapng
spared "loop" demo.pcapng "$program" loop demo.pcapng --write demo.pcapng
spared "a report" demo.pcapng "$program" check demo.pcapng --report json:hard.pcapng
spared "Wireshark's pipe" demo.pcapng "$program" --extcap-interface gt06-replay --capture \
    --fifo hard.pcapng --file demo.pcapng

# What was there before stays until there is something better.
cp demo.pcapng old.pcapng
run "$program" mask "$here/bench.sh" -o old.pcapng
want "a failed mask leaves the old file" cmp -s demo.pcapng old.pcapng
run "$program" mask "$captures/healthy/none.pcapng" -o old.pcapng
want "also where there is no capture" cmp -s demo.pcapng old.pcapng
run "$program" import nothing-here -o old.pcapng
want "so does a failed import" cmp -s demo.pcapng old.pcapng
echo "no bytes" >empty
run "$program" import empty -o old.pcapng
want "and one that finds nothing" cmp -s demo.pcapng old.pcapng
want "which is bad input" is_code 2
run "$program" import log -o old.pcapng
want "a good one replaces it" eval 'is_code 0 && ! cmp -s demo.pcapng old.pcapng'
run "$program" import log -o soft.pcapng
want "a link stays a link" eval 'is_code 0 && [[ -L soft.pcapng ]] && ! cmp -s hard.pcapng demo.pcapng'
want "no part is left" no_parts .
for command in "import log" "mask demo.pcapng"; do
    # shellcheck disable=SC2086 # words
    run "$program" $command -o ''
    want "$command: an empty name is none" eval 'is_code 2 && says "what to write"'
done

# A device is written itself, whatever its name; a disk that is full is told.
run "$program" import log -o /dev/null
want "a device may be written" eval 'is_code 0 && [[ -c /dev/null ]]'
mkdir disk
ln -s /dev/null disk/null
run "$program" check hard.pcapng --fail-on none --report json:disk/null
want "also by a report, and stays one" eval 'is_code 0 && [[ -L disk/null && -c /dev/null ]]'
(
    ulimit -f 1
    trap '' XFSZ
    for ((i = 0; i < 100; i++)); do echo "$login"; done | "$program" import - -o full.pcapng
) >out 2>&1 && code=0 || code=$?
want "a full disk is told" test "$code" -ge 2
want "and no part of a capture is left" eval '[[ ! -e full.pcapng ]] && no_parts .'

# Standard output that takes nothing.
for command in --help --version "check --help" "check hard.pcapng --fail-on none" \
    "check hard.pcapng --fail-on none --report json:-" "--extcap-interfaces"; do
    code=0
    # shellcheck disable=SC2086 # words
    "$program" $command >/dev/full 2>out || code=$?
    want "$command: a full standard output is no success" test "$code" -ge 2
done

# Signals while a capture is made: the log never ends.
mkfifo endless
for signal in INT TERM HUP; do
    exec 7<>endless
    # Shells start background commands with SIGINT ignored.
    env --default-signal=INT "$program" import endless -o part.pcapng >out 2>&1 &
    client=$!
    for _ in {1..100}; do
        no_parts . || break
        sleep 0.1
    done
    want "SIG$signal: a capture is begun under another name" eval '! no_parts .'
    kill "-$signal" "$client"
    code=0
    wait "$client" || code=$?
    want "SIG$signal: and its end is one by the signal" test "$code" -gt 128
    want "SIG$signal: nothing is left of it" eval 'no_parts . && [[ ! -e part.pcapng ]]'
    exec 7>&-
done

code=0
"$program" check demo.pcapng --report json:- >/dev/full 2>out || code=$?
want "a report that a full standard output does not take: a broken environment" is_code 3
run "$program" check demo.pcapng --report "json:none/report"
want "a report in a folder that is none: bad usage" is_code 2
exit "$failed"
