#!/usr/bin/env bash
# test_run.sh SOURCES
#
# What ./run does with good and bad words on its command line.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

run=$1/run
folder=$(mktemp -d /tmp/gt06-commands.XXXXXX)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
failures=0

# expect CODE TEXT COMMAND...: the command ends with CODE and a line on standard error or standard
# output has TEXT in it; when it fails, it says one sentence on standard error.
expect() {
    local code=$1 text=$2 status=0
    shift 2
    "$@" >output 2>errors </dev/null || status=$?
    if ((status != code)); then
        printf 'FAILED: %s: exit code %d, not %d\n' "$*" "$status" "$code"
    elif ! grep -q -F -- "$text" output errors; then
        printf 'FAILED: %s: does not say "%s"\n' "$*" "$text"
    elif ((code != 0 && $(wc -l <errors) != 1)); then
        printf 'FAILED: %s: says more than one sentence\n' "$*"
    else
        printf 'passed: %s\n' "$*"
        return 0
    fi
    cat output errors
    failures=$((failures + 1))
}

# shellcheck disable=SC2317 # called by expect
from_good_capture() {
    "$@" <good.pcap
}

# The first run may have to build.
"$run" -c 1 >/dev/null

expect 0 'Usage: ./run' "$run" --help
expect 0 'GT06' "$run"
expect 0 'gt06.so' "$run" -G plugins
expect 0 'Frame 1' "$run" -V

"$run" -F pcap -w - >good.pcap
chmod 600 good.pcap
expect 0 'GT06' "$run" good.pcap
expect 0 '8888' "$run" good.pcap -T fields -e tcp.port
mkdir -m 700 'a b'
cp good.pcap "a b/good capture.pcap"
expect 0 'GT06' "$run" 'a b/good capture.pcap'
expect 0 'GT06' "$run" <(cat good.pcap)
expect 0 'GT06' from_good_capture "$run" -

expect 2 'There is no capture' "$run" nothing.pcap
expect 2 'is a folder' "$run" "$folder"
expect 2 'is empty' "$run" ''
: >empty.pcap
expect 2 'is empty' "$run" empty.pcap
printf 'This is a letter and no capture.\n' >letter.pcap
expect 2 'is not a capture' "$run" letter.pcap
echo hello >short.pcap
expect 2 'is not a capture' "$run" short.pcap
echo '{"a":1}' >json.pcap
expect 2 'is not a capture' "$run" json.pcap
printf '\211PNG\r\n\032\n0000' >picture.pcap
expect 2 'is not a capture' "$run" picture.pcap
expect 2 'name the capture first' "$run" -r good.pcap
if (($(id -u) != 0)); then
    chmod 0 good.pcap
    expect 2 'may not be read' "$run" good.pcap
fi

# A reader who has seen enough is no error.
status=0
"$run" -V 2>errors | head -n 1 >output || status=$?
if ((status != 0)) || [[ -s errors ]]; then
    printf 'FAILED: ./run -V | head: exit code %d\n' "$status"
    cat errors
    failures=$((failures + 1))
fi

exit $((failures != 0))
