#!/usr/bin/env bash
# test_interop.sh PROGRAM CAPTURE_COMPILER PLUGINS
#
# Sends trackers to two public GT06 servers and wants exactly their known faults in the reports.
# Needs node, npm and the npm registry; where they are not there, the test is skipped (77).
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

program=$1
compiler=$2
here=$(dirname "$(readlink -f "$0")")
work=$(mktemp -d "${TMPDIR:-/tmp}/gt06-interop.XXXXXX")
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo "node and npm are not there."
    exit 77
fi
cp "$here"/package.json "$here"/package-lock.json "$here"/server.js "$work"
(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund >npm.log 2>&1) || {
    echo "The servers cannot be installed:"
    tail -n 3 "$work/npm.log"
    exit 77
}
"$compiler" "$here/trackers.txt" "$work/trackers.pcapng"

# try MODULE FAULT...: sends the trackers; the names of all findings from warnings on, and of those of
# answers, in $found.
try() {
    local module=$1 port=
    shift
    : >"$work/port"
    (cd "$work" && exec node server.js "$module") >"$work/port" &
    server=$!
    for _ in {1..100}; do
        port=$(cat "$work/port")
        [[ -z $port ]] || break
        sleep 0.1
    done
    "$program" send "$work/trackers.pcapng" "127.0.0.1:$port" --speed max --quiet --tolerant \
        --go-on --retries 0 --times now --report "json:$work/report.json" "$@" \
        >"$work/report.txt" 2>&1 || true
    kill "$server"
    wait "$server" 2>/dev/null || true
    server=
    found=$(node -e '
        const report = JSON.parse(require("fs").readFileSync(process.argv[1]));
        console.log(report.findings
            .filter((f) => f.failure || /answer/.test(f.name))
            .map((f) => f.name.replace("gt06.expert.", ""))
            .sort().join(" "));' "$work/report.json")
}

failed=0
want() {
    if [[ $found == "$2" ]]; then
        echo "ok: $1: $found"
    else
        echo "FAILED: $1: found \"$found\" instead of \"$2\""
        cat "$work/report.txt"
        failed=1
    fi
}

for module in gt06 gt06-parser; do
    # The second heartbeat has the serial number 1 by chance; the long form is rejected.
    try "$module" --timeout 0.5
    want "$module, constant serial, long form rejected" "answer_wrong_serial no_answer"

    try "$module" --timeout 6 -f coalesce=2,number=13,every=9
    want "$module, one answer for two messages" \
        "answer_wrong_serial no_response_seen not_answered one_answer_for_several"

    try "$module" --timeout 0.5 -f split=8,number=01
    [[ $found == *no_answer* ]] && found=no_answer
    want "$module, a split login is not answered" "no_answer"
done

try gt06 --timeout 0.5 -f crc,number=13
[[ $found == *answer_unasked*crc_wrong* ]] && found="accepts a bad CRC"
want "gt06 answers messages with a bad CRC" "accepts a bad CRC"

try gt06-parser --timeout 0.5 -f crc,number=13
[[ $found != *answer_unasked* && $found == *crc_wrong* ]] && found="drops a bad CRC"
want "gt06-parser does not" "drops a bad CRC"
exit "$failed"
